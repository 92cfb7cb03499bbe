//! What a page says that the program says, between “ and ”, is what it says: each quotation is a part of a sentence in
//! `src/words`, whatever numbers and names stand in it.

use std::path::Path;

use super::root;

/// Pages that quote the program alone.
const PAGES: [&str; 3] = ["board-died", "guide-install", "service"];

/// Quoted, and not the program's: what another program's button says.
const OTHERS: [&str; 1] = ["使用自定义镜像"];

/// Signs of numbers, paths and names of files.
fn is_of_a_name(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || "/._-".contains(sign)
}

/// Of what is filled in.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|sign| sign.is_ascii_lowercase() || sign == '_')
}

/// A text with what is filled in at each time taken out: `{path}` of a form, and of a page a number, a path, or `…`. A
/// line on the screen may be broken anywhere.
fn form(text: &str) -> String {
    let mut form = String::new();
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let end = match sign {
            '{' => rest.find('}').filter(|end| is_name(&rest[1..*end])).map_or(1, |end| end + 1),
            sign if is_of_a_name(sign) => {
                rest.find(|sign| !is_of_a_name(sign)).unwrap_or(rest.len())
            }
            sign => sign.len_utf8(),
        };
        let (part, behind) = rest.split_at(end);
        let filled_in = part.starts_with(['/', '…'])
            || part.ends_with('}') && part.len() > 1
            || (part.starts_with(is_of_a_name)
                && part.contains(|sign: char| sign.is_ascii_digit()));
        match part {
            _ if filled_in => form.push_str("{}"),
            "|" => {}
            "\n" => form.push(' '),
            part => form.push_str(part),
        }
        rest = behind;
    }
    form
}

fn words(folder: &Path) -> String {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let texts = entries.map(|path| match path.is_dir() {
        true => words(&path),
        false => std::fs::read_to_string(path).unwrap(),
    });
    texts.collect()
}

/// The quotations of a page that the program does not say. Two spaces stand between the columns of a line.
fn unsaid(page: &str, said: &str) -> (usize, Vec<String>) {
    let quoted = page.split('“').skip(1).filter_map(|rest| Some(rest.split_once('”')?.0));
    let parts: Vec<&str> = quoted.flat_map(|quoted| quoted.split("  ")).collect();
    let others = parts.iter().filter(|part| !OTHERS.contains(part));
    let wrong = others.filter(|part| !said.contains(&form(part)));
    (parts.len(), wrong.map(ToString::to_string).collect())
}

#[test]
fn what_a_page_quotes_the_program_says() {
    let said = form(&words(&root().join("src/words")));
    let mut seen = 0;
    for page in PAGES.iter().flat_map(|page| [format!("{page}.md"), format!("{page}.zh-CN.md")]) {
        let text = std::fs::read_to_string(root().join("docs").join(&page)).unwrap();
        let (quoted, wrong) = unsaid(&text, &said);
        assert!(wrong.is_empty(), "{page}: {wrong:?}");
        seen += quoted;
    }
    assert!(seen >= 50, "only {seen} quotations were found");
}

/// Where the packages put their pages.
const INSTALLED: &str = "/usr/share/doc/";

/// Sentences name pages to whoever stands at a board, which has no source tree.
#[test]
fn each_page_that_a_sentence_names_is_where_a_package_puts_it() {
    let said = words(&root().join("src/words"));
    let list = |package| root().join(format!("board/deb/debian/{package}.docs"));
    let of_the_platform = std::fs::read_to_string(list("hallgate-platform")).unwrap();
    let of_the_terminal = std::fs::read_to_string(list("hallgate")).unwrap();
    assert!(of_the_terminal.lines().any(|line| line == "docs/*.md"));
    let mut named = 0;
    for (at, _) in said.match_indices(".md") {
        let start = said[..at]
            .rfind(|sign| !is_of_a_name(sign))
            .map_or(0, |start| start + said[start..].chars().next().map_or(0, char::len_utf8));
        let path = &said[start..at + ".md".len()];
        let Some((package, page)) = path.strip_prefix(INSTALLED).and_then(|it| it.split_once('/'))
        else {
            panic!("{path} is on no board");
        };
        let page = format!("docs/{page}");
        let brought = match package {
            "hallgate" => root().join(&page).is_file(),
            "hallgate-platform" => of_the_platform.lines().any(|line| line == page),
            _ => false,
        };
        assert!(brought, "no package brings {path}");
        named += 1;
    }
    assert!(named >= 20, "only {named} pages are named");
}

#[test]
fn a_quotation_that_is_not_said_is_found_out() {
    let said =
        form("\"已恢复：{records} 条\", \"the key is in {path}, check {check}: see\"; \"请换|单\"");
    for (page, wrong) in [
        ("“the key is in /etc/a.b/c-d, check 8fe5a98b”, “已恢复：2310 条”, “请换单”", 0),
        ("“the key is in …”  and a “check 7”", 0),
        ("“the key was in /etc/a”, “已恢复  条”", 1),
        ("“pending 0”", 1),
    ] {
        assert_eq!(unsaid(page, &said).1.len(), wrong, "{page}: {said}");
    }
}
