//! The screens of a run as pictures, in both languages.

use super::site::Site;

#[test]
fn every_page_of_a_run_is_drawn_in_both_languages() {
    let pictures = ["zh-CN", "en"].map(|language| {
        let mut site = Site::new();
        let folder = site.path("screens");
        site.set("terminal.language", language);
        site.set("display.driver", "png");
        site.set("display.device", folder.display().to_string());
        let (_, texts) = site.sell(1);
        site.show_each(&[texts[0].as_str(), "a poster"]);
        let ended = site.start().end();
        assert_eq!(ended.reasons(), ["ok", "malformed"]);
        let mut names: Vec<String> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| !name.contains("checking"))
            .collect();
        names.sort();
        let pages: Vec<&str> = names.iter().map(|name| &name[4..]).collect();
        assert_eq!(pages[..3], ["idle.png", "admitted.png", "refused-malformed.png"], "{names:?}");
        image::open(folder.join(&names[1])).unwrap().to_rgb8()
    });
    assert_ne!(pictures[0], pictures[1], "one language in both");
    assert!(pictures[0].width() >= 128);
}
