//! One style sheet instead of a dozen: a phone waits for each request, and paints nothing
//! before the last.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

use super::stamp;

/// Joins the style sheets that the html names, in its order, which matters, and says what the
/// one is called.
///
/// # Errors
/// When the html names none, or one that is not there.
pub fn join(dist: &Path) -> Result<String> {
    let index = dist.join("index.html");
    let mut html = fs::read_to_string(&index)?;
    let links: Vec<String> = links(&html).map(str::to_owned).collect();
    ensure!(!links.is_empty(), "index.html names no style sheet");
    let files = links.iter().map(|link| Some(dist.join(href(link)?)));
    let files: Vec<_> = files
        .collect::<Option<_>>()
        .context("a sheet without an address")?;
    let name = format!("style-{:016x}.css", stamp::of(&files)?);
    let mut joined = String::new();
    for file in &files {
        joined += &fs::read_to_string(file).with_context(|| format!("no {}", file.display()))?;
        joined += "\n";
        fs::remove_file(file)?;
    }
    fs::write(dist.join(&name), joined)?;
    for (place, link) in links.iter().enumerate() {
        let one = format!("<link rel=\"stylesheet\" href=\"/{name}\">");
        html = html.replacen(link, if place == 0 { &one } else { "" }, 1);
    }
    fs::write(&index, html)?;
    Ok(name)
}

/// The elements that name style sheets.
fn links(html: &str) -> impl Iterator<Item = &str> {
    html.split_inclusive('>')
        .filter_map(|element| element.get(element.find("<link")?..))
        .filter(|element| element.contains("stylesheet"))
}

/// Where one is, relative to the page's folder.
fn href(link: &str) -> Option<&str> {
    let (_before, href) = link.split_once("href=")?;
    let end = href.find([' ', '>'])?;
    let href = href.get(..end)?;
    Some(href.trim_matches('"').trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn the_sheets_become_one_in_their_order_and_other_links_stay() {
        let dist = Scratch::new("sheets").unwrap();
        for (file, text) in [
            (
                "index.html",
                "<head><link href=/icon.svg rel=icon><link href=/b-1.css rel=stylesheet>\
                 <link rel=\"stylesheet\" href=\"/a-2.css\"></head>",
            ),
            ("b-1.css", "b{}"),
            ("a-2.css", "a{}"),
        ] {
            fs::write(dist.path().join(file), text).unwrap();
        }
        let name = join(dist.path()).unwrap();
        let html = fs::read_to_string(dist.path().join("index.html")).unwrap();
        assert_eq!(
            html,
            format!(
                "<head><link href=/icon.svg rel=icon>\
                 <link rel=\"stylesheet\" href=\"/{name}\"></head>"
            )
        );
        assert_eq!(
            fs::read_to_string(dist.path().join(name)).unwrap(),
            "b{}\na{}\n"
        );
        assert!(!dist.path().join("b-1.css").exists());
    }
}
