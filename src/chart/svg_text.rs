//! Numbers and words as SVG spells them.
//!
//! In: values. Out: text that is safe inside SVG. It must not know what is drawn.

/// A number with at most one decimal, which is finer than the eye; SVG has no word for what is not
/// finite.
pub(super) fn number(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let tenths = (value * 10.0).round();
    if tenths.abs() >= 1e15 {
        return format!("{value:.0}");
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "it is whole and far below i64's end"
    )]
    let tenths = tenths as i64;
    // Whole numbers are formatted many times faster than fractions, and a chart has thousands.
    let (whole, rest) = (tenths.abs() / 10, tenths.abs() % 10);
    let sign = if tenths < 0 { "-" } else { "" };
    if rest == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest}")
    }
}

/// Words inside an element or inside double quotes. Characters that XML does not allow are left out.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if c.is_control() => {}
            _ => out.push(c),
        }
    }
    out
}

/// A picture whose links lead nowhere, for where there are no pages to lead to.
#[must_use]
pub fn without_links(svg: &str) -> String {
    const LINK: &str = " href=\"";
    let mut parts = svg.split(LINK);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once('"').map_or(part, |(_, after)| after));
    }
    out
}
