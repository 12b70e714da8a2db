//! A landscape as SVG.
//!
//! In: an arranged landscape, addresses and words. Out: a `Map`. It must not know the page around it.
//!
//! No ids, no `<style>`, no script, so that any number of maps may stand on one page.

use std::fmt::Write;

use crate::chart::ink;
use crate::chart::lanes::Point;
use crate::chart::maps::handing::{Handing, Way};
use crate::chart::maps::landscape::{GroupOf, Landscape, MapBox, Scope};
use crate::chart::maps::{Map, MapAddresses, MapWords};
use crate::chart::shape::{self, LINE, Shape, TEXT};
use crate::chart::strokes::{curve, head, rectangle, text};
use crate::chart::svg_text::{escaped, number};
use crate::chart::wrap::wrap;
use crate::model::{Book, Index, Step};

/// The lines of forms.
const FORM: &str = "var(--chart-form,#0a5a8c)";
/// Above and below the lines of a lane's title.
const TITLE_PADDING: f64 = 7.0;

/// Draws a landscape.
#[must_use]
pub fn draw(book: &Book, map: &Landscape, addresses: &MapAddresses, words: &MapWords) -> Map {
    let titles: Vec<Vec<String>> = (0..map.groups.len())
        .map(|at| lane_words(book, map, words, at))
        .collect();
    let most = titles.iter().map(Vec::len).max().unwrap_or(0);
    let top = if most == 0 {
        0.5
    } else {
        most as f64 * LINE + 2.0 * TITLE_PADDING
    };
    let painter = Painter {
        book,
        map,
        addresses,
        words,
        top,
    };
    let (wide, high) = painter.spot(map.drawn.size);
    let size = (wide + 0.5, high + 0.5);
    let lanes = painter.lanes(&titles);
    let mut svg = open("chart chart-map", size);
    let title = escaped(&words.title);
    let _ = write!(
        svg,
        " role=\"group\" aria-label=\"{title}\"><title>{title}</title>{lanes}{}{}</svg>",
        painter.links(),
        painter.boxes()
    );
    let heads = open("map-heads", (size.0, top + 0.5));
    Map {
        svg,
        titles: if most == 0 {
            String::new()
        } else {
            format!("{heads} aria-hidden=\"true\">{lanes}</svg>")
        },
    }
}

/// The beginning of an SVG's tag.
pub(super) fn open(class: &str, (width, height): (f64, f64)) -> String {
    let (width, height) = (number(width), number(height));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{class}\" \
         viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-size=\"{TEXT}\" text-anchor=\"middle\" fill=\"{}\"",
        ink::TEXT
    )
}

/// The lines of a lane's title; a part's own map needs none over its own procedures.
fn lane_words(book: &Book, map: &Landscape, words: &MapWords, at: usize) -> Vec<String> {
    let group = &map.groups[at];
    let title = match group.of {
        GroupOf::Part(_) if map.groups.len() == 1 && map.scope != Scope::Whole => {
            return Vec::new();
        }
        GroupOf::Part(part) => &book.part(part).title,
        GroupOf::NoPart => words.no_part,
        GroupOf::Others => words.other_parts,
    };
    let (from, to) = (
        map.drawn.lanes[group.lanes.0].0,
        map.drawn.lanes[group.lanes.1 - 1].1,
    );
    wrap(title, (((to - from - 8.0) / (TEXT / 2.0)) as usize).max(4))
}

struct Painter<'a> {
    book: &'a Book,
    map: &'a Landscape<'a>,
    addresses: &'a MapAddresses<'a>,
    words: &'a MapWords<'a>,
    /// How high the titles of lanes are.
    top: f64,
}

impl Painter<'_> {
    /// A place of the arrangement as x and y.
    fn spot(&self, point: Point) -> (f64, f64) {
        (point.across + 0.5, point.along + self.top)
    }

    fn lanes(&self, titles: &[Vec<String>]) -> String {
        let mut out = String::new();
        let (_, bottom) = self.spot(self.map.drawn.size);
        for (at, (group, words)) in self.map.groups.iter().zip(titles).enumerate() {
            let left = self.map.drawn.lanes[group.lanes.0].0 + 0.5;
            let right = self.map.drawn.lanes[group.lanes.1 - 1].1 + 0.5;
            let _ = write!(out, "<g class=\"lane\" data-lane=\"{}\">", at + 1);
            let body = (left, self.top, right - left, bottom - self.top);
            let band = if at % 2 == 1 { ink::BAND } else { "none" };
            out.push_str(&rectangle("lane-body", body, band, ink::GRID));
            if !words.is_empty() {
                let head = (left, 0.5, right - left, self.top - 0.5);
                out.push_str(&rectangle("lane-head", head, ink::LANE, ink::GRID));
                let middle = (f64::midpoint(left, right), self.top / 2.0);
                let bold = " font-weight=\"bold\"";
                out.push_str(&text("lane-title", words, middle, (TEXT, LINE), bold));
            }
            out.push_str("</g>");
        }
        out
    }

    /// The arrows: forms first, so that what is stronger lies on top.
    fn links(&self) -> String {
        let mut out =
            String::from("<g fill=\"none\" stroke-width=\"1.4\" stroke-linecap=\"round\">");
        for way in Way::ALL.into_iter().rev() {
            for (handing, line) in self.map.links.iter().zip(&self.map.drawn.lines) {
                if handing.way() == way {
                    let points: Vec<_> = line.iter().map(|point| self.spot(*point)).collect();
                    self.link(&mut out, handing, &points);
                }
            }
        }
        out.push_str("</g>");
        out
    }

    /// An arrow with what it stands for, and a broad invisible line that a pointer finds.
    fn link(&self, out: &mut String, handing: &Handing, points: &[(f64, f64)]) {
        let code = |at| escaped(self.book.procedure(at).code.value.as_str());
        let way = handing.way();
        let ends = format!(
            " data-from=\"{}\" data-to=\"{}\"",
            code(handing.from),
            code(handing.to)
        );
        // Dashes tell the ways apart without colours.
        let (colour, dashes) = match way {
            Way::HandOver => (ink::TEXT, ""),
            Way::Call => (ink::LINE, " stroke-dasharray=\"7 4\""),
            Way::Form => (FORM, " stroke-dasharray=\"1.4 3.6\""),
        };
        let _ = write!(
            out,
            "<g class=\"handing\" data-way=\"{}\"><title>{}</title><path stroke=\"transparent\" \
             stroke-width=\"10\" d=\"{2}\"/><path class=\"edge\"{ends} stroke=\"{3}\"{dashes} \
             d=\"{2}\"/><path class=\"edge-head\"{ends} fill=\"{3}\" d=\"{4}\"/></g>",
            way.word(),
            escaped(&self.says(handing)),
            curve(points, 6.0),
            colour,
            head(points)
        );
    }

    /// What an arrow says when it is pointed at.
    fn says(&self, handing: &Handing) -> String {
        let (words, from) = (self.words, self.book.procedure(handing.from));
        let to = self.book.procedure(handing.to);
        let numbers = |steps: &[Index<Step>]| -> Vec<String> {
            let number = |step: &Index<Step>| from.steps[step.at].number.value.to_string();
            steps.iter().map(number).collect()
        };
        let forms = (handing.forms.iter()).map(|form| {
            let template = self.book.template(*form);
            format!("{} {}", template.code.value.as_str(), template.title.value)
        });
        let mut out = format!("{} → {}", from.code.value.as_str(), to.code.value.as_str());
        for (what, list) in [
            (words.hands_over, numbers(&handing.hand_overs)),
            (words.calls, numbers(&handing.calls)),
            (words.forms, forms.collect()),
        ] {
            if !list.is_empty() {
                let _ = write!(out, "\n{what}{}{}", words.colon, list.join(words.separator));
            }
        }
        out
    }

    fn boxes(&self) -> String {
        let mut out = format!("<g stroke=\"{}\" stroke-width=\"1.2\">", ink::BORDER);
        for (one, centre) in self.map.boxes.iter().zip(&self.map.drawn.centres) {
            self.one(&mut out, one, self.spot(*centre));
        }
        out.push_str("</g>");
        out
    }

    fn one(&self, out: &mut String, one: &MapBox, middle: (f64, f64)) {
        let procedure = self.book.procedure(one.procedure);
        let part = (procedure.part.as_ref()).and_then(|part| part.value.found());
        let _ = write!(
            out,
            "<a class=\"node\" data-procedure=\"{}\" href=\"{}\">",
            escaped(procedure.code.value.as_str()),
            escaped(&(self.addresses.procedure)(one.procedure))
        );
        let (mut fill, mut dashes) = (ink::fill(Shape::Box), "");
        if one.is_foreign {
            (fill, dashes) = (ink::fill(Shape::Connector), " stroke-dasharray=\"4 3\"");
            if let Some(part) = part {
                let _ = write!(
                    out,
                    "<title>{} {}{}{}</title>",
                    escaped(procedure.code.value.as_str()),
                    escaped(&procedure.title.value),
                    escaped(self.words.colon),
                    escaped(&self.book.part(part).title)
                );
            }
        }
        let outline = shape::path(Shape::Box, middle, one.size);
        let _ = write!(
            out,
            "<path class=\"shape\" fill=\"{fill}\"{dashes} d=\"{outline}\"/>"
        );
        let words = text("", &one.lines, middle, (TEXT, LINE), " stroke=\"none\"");
        let code = escaped(one.lines.first().map_or("", String::as_str));
        let bold = format!("><tspan font-weight=\"bold\">{code}</tspan>");
        // The code and the title are two words for a screen reader, whatever they end and begin with.
        let words = words.replacen(&format!(">{code}"), &bold, 1);
        out.push_str(&words.replacen("</tspan><tspan", "</tspan> <tspan", 1));
        out.push_str("</a>");
    }
}
