//! Colours, lines and paths as SVG attributes.
//!
//! In: inks, pens and paths of a scene. Out: attributes appended to SVG. It must not know which thing
//! of a picture they are for.
//!
//! Colours are presentation attributes of the form `var(--chart-surface,#f4f4f4)`, so that a page sets
//! the variables once, again for dark mode and for print, and a picture that stands alone has colours
//! too. The variables: `--chart-text`, `--chart-muted` (titles of lanes and groups),
//! `--chart-background` (behind labels on lines), `--chart-surface` (in shapes), `--chart-surface-alt`
//! (in groups), `--chart-border` (around shapes), `--chart-line` (arrows), `--chart-accent`,
//! `--chart-critical`, `--chart-series-1` to `--chart-series-8` (pies, bars).

use std::fmt::Write;

use limu::scene::style::{Cap, Color, Ink, Join, Theme, Token};
use limu::scene::{Path, Pen, Step};

use crate::chart::svg_text::number;

/// The colours of a picture on a page that sets no variables; text has a contrast of at least 7:1
/// on every ground, outlines of 3:1.
pub(super) const THEME: Theme = Theme {
    fg: Color::hex("#1f1f1f"),
    muted: Color::hex("#484848"),
    surface: Color::hex("#f4f4f4"),
    surface_alt: Color::hex("#e8e8e8"),
    border: Color::hex("#767676"),
    line: Color::hex("#3d3d3d"),
    ..Theme::PELE
};

/// Appends `name="colour"`, and `name-opacity="…"` when it is not opaque.
pub(super) fn write_paint(out: &mut String, name: &str, ink: &Ink) {
    let paint = ink.paint;
    if !paint.visible() {
        let _ = write!(out, " {name}=\"none\"");
        return;
    }
    let opacity = f64::from(paint.opacity());
    let mut alpha = ink.opacity.clamp(0.0, 1.0);
    let colour = match (paint.as_token(), paint.base()) {
        (Some(token), Some(base)) => {
            let (share, over) = (number(100.0 * opacity), variable(base));
            format!("color-mix(in srgb,{} {share}%,{over})", variable(token))
        }
        (Some(token), None) => {
            alpha *= opacity;
            variable(token)
        }
        (None, _) => {
            let colour = paint.color(&THEME);
            alpha *= f64::from(colour.a) / 255.0;
            Color { a: 255, ..colour }.to_string()
        }
    };
    let _ = write!(out, " {name}=\"{colour}\"");
    if alpha < 1.0 {
        let _ = write!(out, " {name}-opacity=\"{alpha:.2}\"");
    }
}

/// A colour of the theme that the page may set.
fn variable(token: Token) -> String {
    let name = match token {
        Token::Bg => "background",
        Token::Fg => "text",
        Token::Muted
        | Token::Line
        | Token::Surface
        | Token::SurfaceAlt
        | Token::Border
        | Token::Accent
        | Token::Critical
        | Token::Series(_) => token.name(),
    };
    format!("var(--chart-{name},{})", THEME.color(token))
}

/// Appends how a shape is filled and its outline drawn.
pub(super) fn write_paints(out: &mut String, fill: Option<&Ink>, pen: Option<&Pen<'_>>) {
    write_paint(out, "fill", fill.unwrap_or(&Ink::NONE));
    let Some(pen) = pen else { return };
    write_paint(out, "stroke", &pen.ink);
    if (pen.width - 1.0).abs() > f64::EPSILON {
        let _ = write!(out, " stroke-width=\"{}\"", number(pen.width));
    }
    if !pen.dash.is_empty() {
        let dashes: Vec<String> = pen.dash.iter().map(|d| number(*d)).collect();
        let _ = write!(out, " stroke-dasharray=\"{}\"", dashes.join(" "));
    }
    if pen.cap != Cap::Butt {
        let _ = write!(out, " stroke-linecap=\"{}\"", pen.cap);
    }
    if pen.join != Join::Miter {
        let _ = write!(out, " stroke-linejoin=\"{}\"", pen.join);
    }
}

/// Appends ` d="…"`, all of it absolute, so that a test can read the geometry without a browser.
pub(super) fn write_path(out: &mut String, path: &Path) {
    out.push_str(" d=\"");
    for step in path.steps() {
        let (letter, points) = match step {
            Step::MoveTo(a) => ('M', vec![a]),
            Step::LineTo(a) => ('L', vec![a]),
            Step::QuadTo(a, b) => ('Q', vec![a, b]),
            Step::CubeTo(a, b, c) => ('C', vec![a, b, c]),
            Step::Close => ('Z', Vec::new()),
        };
        out.push(letter);
        let points: Vec<String> = (points.iter())
            .map(|p| format!("{},{}", number(p.x), number(p.y)))
            .collect();
        out.push_str(&points.join(" "));
    }
    out.push('"');
}
