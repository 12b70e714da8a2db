//! A procedure's chart for other programs.
//!
//! In: a procedure of the book. Out: Mermaid text, or an SVG that a viewer opens by itself. It must not
//! know how a chart is drawn, only that it is made to stand on a page.

use std::borrow::Cow;

use crate::chart::{self, Addresses, Dialect};
use crate::model::{Book, Procedure};

/// The fonts of a page, which a file alone has to name.
const FONTS: &str = "system-ui,'Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',\
                     'Source Han Sans SC',sans-serif";

/// A procedure's chart as Mermaid text; `None` when it has no steps.
#[must_use]
pub fn mermaid(book: &Book, procedure: &Procedure, dialect: Dialect) -> Option<String> {
    let has_steps = !procedure.steps.is_empty();
    has_steps.then(|| chart::mermaid_text(&chart::graph(book, procedure), dialect))
}

/// A procedure's chart as an SVG file; `None` when it has no steps, or more than a person could read.
#[must_use]
pub fn svg(book: &Book, procedure: &Procedure) -> Option<String> {
    let nowhere = Addresses {
        procedure: &|_| String::new(),
        form: &|_| String::new(),
        page: "",
    };
    let picture = chart::procedure_chart(book, procedure, &nowhere).picture?;
    Some(alone(&picture.svg))
}

/// A picture made for a page as a file of its own: with a font and a ground, with colours instead of the
/// page's variables, which most viewers do not know, and without links, which would lead nowhere.
fn alone(svg: &str) -> String {
    let svg = chart::without_links(svg);
    let svg = replaced(&svg, "var(", |inside| match inside.split_once(',') {
        Some((_, colour)) => colour.to_owned(),
        None => "currentColor".to_owned(),
    });
    let svg = replaced(&svg, "color-mix(", mixed);
    let end = svg.find('>').unwrap_or(svg.len());
    let (open, rest) = svg.split_at(end);
    let namespace = if open.contains(" xmlns=") {
        ""
    } else {
        " xmlns=\"http://www.w3.org/2000/svg\""
    };
    let ground = "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>";
    let rest = rest.strip_prefix('>').unwrap_or(rest);
    format!("{open}{namespace} font-family=\"{FONTS}\">{ground}{rest}\n")
}

/// Replaces every call of a function by what `with` makes of its arguments, inner calls first.
fn replaced(svg: &str, call: &str, with: impl Fn(&str) -> String) -> String {
    let mut svg = Cow::Borrowed(svg);
    while let Some(start) = svg.rfind(call) {
        let inside = &svg[start + call.len()..];
        let end = closing(inside).unwrap_or(inside.len());
        let value = with(&inside[..end]);
        let after = inside.get(end + 1..).unwrap_or_default();
        svg = format!("{}{value}{after}", &svg[..start]).into();
    }
    svg.into_owned()
}

/// Where the bracket closes that is open before the text.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `in srgb,#000000 25%,#ffffff` as one colour; the first when the other cannot be read.
fn mixed(arguments: &str) -> String {
    let mut colours = arguments.split(',').skip(1);
    let first = colours.next().unwrap_or("currentColor").trim();
    let (colour, share) = first.split_once(' ').unwrap_or((first, "50%"));
    let share = share.trim_end_matches('%').parse::<f64>().unwrap_or(50.0) / 100.0;
    let over = colours.next().and_then(|over| channels(over.trim()));
    let (Some(one), Some(over)) = (channels(colour), over) else {
        return colour.to_owned();
    };
    let mix = |at: usize| {
        let value = share * f64::from(one[at]) + (1.0 - share) * f64::from(over[at]);
        format!("{:02x}", to_byte(value))
    };
    format!("#{}{}{}", mix(0), mix(1), mix(2))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is held between 0 and 255"
)]
fn to_byte(value: f64) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}

/// Red, green and blue of `#4c78a8`.
fn channels(colour: &str) -> Option<[u8; 3]> {
    let digits = colour.strip_prefix('#').filter(|d| d.len() == 6)?;
    let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

#[cfg(test)]
mod tests {
    use super::alone;

    #[test]
    fn a_picture_stands_alone() {
        let page = "<svg class=\"chart\" fill=\"var(--chart-text,#1f1f1f)\"><a class=\"node\" href=\"#step-1\">\
                    <path fill=\"color-mix(in srgb,var(--chart-accent,#000000) 25%,var(--a,var(--b,#ffffff)))\"/>\
                    <text>var</text></a></svg>";
        let file = alone(page);
        let (open, rest) = file.split_once('>').expect("a tag");
        assert!(open.starts_with("<svg class=\"chart\" fill=\"#1f1f1f\""));
        assert!(open.contains(" xmlns=\"http://www.w3.org/2000/svg\""));
        assert!(open.contains(" font-family=\"system-ui,'"));
        assert_eq!(
            rest,
            "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/><a class=\"node\">\
             <path fill=\"#bfbfbf\"/><text>var</text></a></svg>\n"
        );
    }
}
