//! Text that others wrote, made fit for a cell: the rules of X4 and of XML.
//! For this crate.

use std::borrow::Cow;

/// Characters that a cell holds at most, counted in UTF-16 units as Excel does.
const CELL_UNITS: usize = 32_767;

/// The text, cut to what a cell can hold; a cut text ends with an ellipsis.
///
/// Names and references are far shorter by contract, so this is about never
/// making a file that Excel refuses, not about prettiness.
pub fn fit(text: &str) -> Cow<'_, str> {
    // UTF-8 never takes fewer bytes than UTF-16 takes units.
    if text.len() <= CELL_UNITS || text.encode_utf16().count() <= CELL_UNITS {
        return Cow::Borrowed(text);
    }
    let mut units = 1;
    let mut cut: String = text
        .chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= CELL_UNITS
        })
        .collect();
    cut.push('…');
    Cow::Owned(cut)
}

/// Whether a spreadsheet would take the text for a formula, if somebody edited its
/// cell or pasted it (X4). Such text gets a style with a quote prefix; its value stays.
pub fn looks_like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// Appends the text as XML character data.
///
/// What XML 1.0 can't hold at all (control characters, U+FFFE, U+FFFF) and the carriage
/// return, which a parser would turn into a line feed, are written `_xHHHH_`, as Excel
/// itself does; text that already looks like such an escape gets its underscore escaped.
/// Excel shows the original text; a reader that doesn't know the convention shows the escape.
pub fn escape_into(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some((place, length, escape)) = first_special(rest) {
        let (plain, special) = rest.split_at(place);
        out.push_str(plain);
        match escape {
            Escape::As(entity) => out.push_str(entity),
            Escape::Code(code) => push_code(out, code),
        }
        rest = special.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
}

enum Escape {
    As(&'static str),
    Code(u32),
}

/// The first character that can't stand as it is: its place, its bytes, its replacement.
fn first_special(text: &str) -> Option<(usize, usize, Escape)> {
    // Nearly all text is plain: a pass over the bytes decides that.
    let suspicious = |b: u8| b < 0x20 || matches!(b, b'&' | b'<' | b'>' | b'_' | 0xEF);
    let start = text.bytes().position(suspicious)?;
    text.get(start..)?.char_indices().find_map(|(place, c)| {
        let place = start + place;
        let escape = match c {
            '&' => Escape::As("&amp;"),
            '<' => Escape::As("&lt;"),
            '>' => Escape::As("&gt;"),
            '\t' | '\n' => return None,
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => Escape::Code(u32::from(c)),
            '_' if text.get(place..).is_some_and(starts_with_code) => Escape::As("_x005F_"),
            _plain => return None,
        };
        Some((place, c.len_utf8(), escape))
    })
}

/// Whether the text begins with `_xHHHH_`.
fn starts_with_code(text: &str) -> bool {
    matches!(
        text.as_bytes(),
        [b'_', b'x', a, b, c, d, b'_', ..] if [a, b, c, d].iter().all(|b| b.is_ascii_hexdigit())
    )
}

/// Appends `_xHHHH_`.
fn push_code(out: &mut String, code: u32) {
    out.push_str("_x");
    for shift in [12, 8, 4, 0] {
        let digit = char::from_digit((code >> shift) & 0xF, 16).unwrap_or('0');
        out.push(digit.to_ascii_uppercase());
    }
    out.push('_');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn escaped(text: &str) -> String {
        let mut out = String::new();
        escape_into(&mut out, text);
        out
    }

    #[test]
    fn x4_text_that_a_spreadsheet_would_calculate_is_recognised() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"] {
            assert!(looks_like_a_formula(text), "{text:?}");
        }
        for text in ["", "S00042", "a=1", " =1", "−1", "'=1"] {
            assert!(!looks_like_a_formula(text), "{text:?}");
        }
    }

    #[test]
    fn x5_what_xml_cannot_hold_is_written_as_excel_writes_it() {
        assert_eq!(escaped("a<b>&\"c'"), "a&lt;b&gt;&amp;\"c'");
        assert_eq!(
            escaped("\0\u{1F}\r\u{FFFE}"),
            "_x0000__x001F__x000D__xFFFE_"
        );
        assert_eq!(escaped("a\tb\nc"), "a\tb\nc");
        assert_eq!(
            escaped("_x000d_ _x00_ __x0041_"),
            "_x005F_x000d_ _x00_ __x005F_x0041_"
        );
        assert_eq!(escaped("\u{202E}ﬁ ﷺ 🦀"), "\u{202E}ﬁ ﷺ 🦀");
    }

    #[test]
    fn x5_a_text_longer_than_a_cell_is_cut_between_characters() {
        assert_eq!(fit(&"a".repeat(32_767)).len(), 32_767);
        for character in ["a", "ä", "🦀"] {
            let cut = fit(&character.repeat(32_768)).into_owned();
            let units = cut.encode_utf16().count();
            assert!((32_766..=32_767).contains(&units), "{character} {units}");
            assert!(cut.ends_with('…'));
        }
    }

    proptest! {
        #[test]
        fn x5_any_text_becomes_characters_that_xml_allows(text in any::<String>()) {
            let out = escaped(&text);
            let allowed = |c: char| {
                (c >= ' ' || c == '\t' || c == '\n') && !"<>\u{FFFE}\u{FFFF}".contains(c)
            };
            prop_assert!(out.chars().all(allowed), "{:?}", out);
        }
    }
}
