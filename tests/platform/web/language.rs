//! Chinese or English, as the browser says or as was chosen.

use super::{Serving, site};

#[test]
fn the_pages_speak_the_readers_language() {
    let site = site("sqlite", 1800);
    let serving = Serving::start(&site);
    let mut browser = serving.browser();
    assert!(browser.get("/sign-in").body.contains("<html lang=\"en\">"));
    browser.accepts = "zh-CN,zh;q=0.9,en;q=0.8";
    assert!(browser.get("/sign-in").body.contains("<html lang=\"zh-CN\">"));
    browser.accepts = "fr";
    let page = browser.get("/sign-in").body;
    assert!(
        page.contains("登录") && page.contains("href=\"/language/en?to=%2Fsign%2Din\""),
        "{page}"
    );
    let answer = browser.get("/language/en?to=%2Fsign-in");
    assert_eq!((answer.status, answer.location()), (303, Some("/sign-in")));
    assert!(browser.get("/sign-in").body.contains("Please give your name"));
    // Back to a page of ours and nowhere else.
    for to in ["//evil.example", "https://evil.example/", "%2F%5Cevil.example", "", "%2F%0D%0Ax:y"]
    {
        let answer = browser.get(&format!("/language/zh?to={to}"));
        assert_eq!((answer.status, answer.location()), (303, Some("/")), "{to}");
    }
    assert_eq!(browser.get("/language/fr?to=/").status, 404);
}
