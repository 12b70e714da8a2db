//! The boxes of a procedure's chart, with their links and tags.
//!
//! In: a painter that knows where they stand. Out: SVG. It must not know how they were arranged.

use std::fmt::Write;

use crate::chart::drawing::is_harmless;
use crate::chart::figure::{Content, FigureBox};
use crate::chart::graph::HandOver;
use crate::chart::ink;
use crate::chart::mark::Mark;
use crate::chart::picture::Painter;
use crate::chart::shape::{self, LINE, SMALL, SMALL_LINE, Shape, TEXT, times};
use crate::chart::strokes::text;
use crate::chart::svg_text::{escaped, number};
use crate::chart::tags::{ARRIVAL_GAP, CLOCK, TAG, TAG_GAP, TAG_ROW, Tag, TagKind};

/// Writes every box in the order of the plan: steps first, by their place in the file, so that a person
/// who goes from link to link goes from step to step.
pub(super) fn write(painter: &mut Painter) {
    let _ = write!(
        painter.out,
        "<g stroke=\"{}\" stroke-width=\"1.2\">",
        ink::BORDER
    );
    for (at, item) in painter.figure.boxes.iter().enumerate() {
        let middle = painter.spot(painter.drawn.centres[at]);
        if painter.figure.plan.boxes[at].entry {
            entry(painter, item, middle);
        }
        one(painter, at, item, middle);
        arrivals(painter, item, middle);
        tags(painter, item, middle);
    }
    painter.out.push_str("</g>");
}

/// The mark where the work begins.
fn entry(painter: &mut Painter, item: &FigureBox, (x, y): (f64, f64)) {
    let (dx, dy) = if painter.figure.turned {
        (-item.size.0 / 2.0 - 15.0, 0.0)
    } else {
        (0.0, -item.size.1 / 2.0 - 15.0)
    };
    let (x, y) = (x + dx, y + dy);
    let (a, b) = if painter.figure.turned {
        (14.0, 0.0)
    } else {
        (0.0, 14.0)
    };
    let _ = write!(
        painter.out,
        "<path class=\"entry\" stroke=\"{0}\" d=\"M{1} {2}l{3} {4}\"/><circle class=\"entry\" \
         cx=\"{1}\" cy=\"{2}\" r=\"4.5\" fill=\"{0}\" stroke=\"none\"/>",
        ink::LINE,
        number(x),
        number(y),
        number(a),
        number(b)
    );
}

fn one(painter: &mut Painter, at: usize, item: &FigureBox, middle: (f64, f64)) {
    let (open, close) = around(painter, at, item);
    painter.out.push_str(&open);
    let dashed = match item.content {
        Content::Missing(_) => " stroke-dasharray=\"5 3\"",
        Content::Step(_) | Content::End | Content::HandOver(_) | Content::Onward(_) => "",
    };
    let outline = shape::path(item.shape, middle, item.size);
    let fill = ink::fill(item.shape);
    let _ = write!(
        painter.out,
        "<path class=\"shape\" fill=\"{fill}\"{dashed} d=\"{outline}\"/>"
    );
    let is_step = matches!(item.content, Content::Step(_));
    let line = if is_step {
        (TEXT, LINE)
    } else {
        (SMALL + 1.0, SMALL_LINE + 1.0)
    };
    let place = (middle.0, middle.1 - shape::lift(item.shape));
    let words = words(item, place, line);
    painter.out.push_str(&words);
    if let Some(mark) = mark(painter, item) {
        mark.write(&mut painter.out, middle, item.size);
    }
    painter.out.push_str(close);
}

/// What became of a step, where that is shown.
fn mark(painter: &Painter, item: &FigureBox) -> Option<Mark> {
    let Content::Step(step) = item.content else {
        return None;
    };
    let number = painter.graph.nodes[step].number;
    painter.marks?.get(&number).copied()
}

/// The lines of a box; the number of a step and the code of a connector are bold.
fn words(item: &FigureBox, place: (f64, f64), line: (f64, f64)) -> String {
    let size = if line.0 < TEXT {
        format!(" stroke=\"none\" font-size=\"{}\"", number(line.0))
    } else {
        " stroke=\"none\"".to_owned()
    };
    let plain = text("", &item.lines, place, line, &size);
    let first = item.lines.first().map_or("", String::as_str);
    let bold = match item.content {
        Content::Step(_) => first.split(' ').next(),
        Content::HandOver(_) => Some(first),
        Content::End | Content::Missing(_) | Content::Onward(_) => None,
    };
    let Some(bold) = bold.filter(|bold| !bold.is_empty()) else {
        return plain;
    };
    let bold = escaped(bold);
    plain.replacen(
        &format!(">{bold}"),
        &format!("><tspan font-weight=\"bold\">{bold}</tspan>"),
        1,
    )
}

/// What stands around a box: a link where it leads somewhere.
fn around(painter: &Painter, at: usize, item: &FigureBox) -> (String, &'static str) {
    let page = escaped(painter.addresses.page);
    let step_link =
        |class: &str, number: u32| format!("<a class=\"{class}\" href=\"{page}#step-{number}\"");
    match &item.content {
        Content::Step(step) => {
            let node = &painter.graph.nodes[*step];
            let lane = painter.figure.plan.boxes[at].lane + 1;
            let class = match mark(painter, item) {
                Some(mark) => format!("node mark-{}", mark.word()),
                None => "node".to_owned(),
            };
            let mut open = step_link(&class, node.number);
            let _ = write!(
                open,
                " data-step=\"{}\" data-kind=\"{}\" data-lane=\"{lane}\">",
                node.number,
                node.kind.word()
            );
            (open, "</a>")
        }
        Content::Onward(step) => {
            let number = painter.graph.nodes[*step].number;
            (step_link("node connector", number) + ">", "</a>")
        }
        Content::HandOver(to) => {
            let link = link(&(painter.addresses.procedure)(to));
            let name = escaped(&to.name());
            let open = format!("<a class=\"node\" data-procedure=\"{name}\"{link}>");
            (open, "</a>")
        }
        Content::End => ("<g class=\"node\" data-kind=\"end\">".to_owned(), "</g>"),
        Content::Missing(_) => ("<g class=\"node broken\">".to_owned(), "</g>"),
    }
}

/// What leads here from elsewhere, above the box, beside the line that enters in its middle.
fn arrivals(painter: &mut Painter, item: &FigureBox, (x, y): (f64, f64)) {
    let rows = item.arrivals.len().div_ceil(2);
    let top = y - item.size.1 / 2.0 - times(rows) * TAG_ROW;
    for (at, tag) in item.arrivals.iter().enumerate() {
        let left = if at % 2 == 0 {
            x - ARRIVAL_GAP - tag.width
        } else {
            x + ARRIVAL_GAP
        };
        one_tag(painter, tag, (left, top + times(at / 2) * TAG_ROW));
    }
}

fn tags(painter: &mut Painter, item: &FigureBox, (x, y): (f64, f64)) {
    let top = y + item.size.1 / 2.0 + TAG_GAP;
    for (row, tags) in item.tags.iter().enumerate() {
        let wide: f64 = tags.iter().map(|tag| tag.width + TAG_GAP).sum::<f64>() - TAG_GAP;
        let mut left = x - wide / 2.0;
        for tag in tags {
            one_tag(painter, tag, (left, top + times(row) * TAG_ROW));
            left += tag.width + TAG_GAP;
        }
    }
}

fn one_tag(painter: &mut Painter, tag: &Tag, (left, top): (f64, f64)) {
    let middle = (left + tag.width / 2.0, top + TAG / 2.0);
    let attributes = format!(" stroke=\"none\" font-size=\"{}\"", number(SMALL));
    let words = std::slice::from_ref(&tag.text);
    let (class, address, title) = match tag.kind {
        TagKind::Due(first) => {
            let room = if first { CLOCK } else { 0.0 };
            let place = (middle.0 + room / 2.0, middle.1);
            let fill = format!("{attributes} fill=\"{}\"", ink::MUTED);
            if first {
                clock(painter, (left + 4.5, middle.1));
            }
            painter
                .out
                .push_str(&text("due", words, place, (SMALL, SMALL_LINE), &fill));
            return;
        }
        TagKind::Form(form, title) => ("form", (painter.addresses.form)(form), title),
        TagKind::Call(to) => ("call", (painter.addresses.procedure)(&to), to.title),
        TagKind::Arrival(from, step) => {
            let number = step.to_string();
            let source = HandOver {
                step: Some(&number),
                ..from
            };
            (
                "arrival",
                (painter.addresses.procedure)(&source),
                from.title,
            )
        }
        TagKind::Back(step) => {
            let node = &painter.graph.nodes[step];
            let page = painter.addresses.page;
            (
                "arrival",
                format!("{page}#step-{}", node.number),
                node.title,
            )
        }
    };
    let data = procedure_of(tag);
    let _ = write!(
        painter.out,
        "<a class=\"chart-tag chart-tag-{class}\"{data}{}><title>{}</title>",
        link(&address),
        escaped(title)
    );
    ground(painter, class, (left, top), tag.width);
    painter
        .out
        .push_str(&text("", words, middle, (SMALL, SMALL_LINE), &attributes));
    painter.out.push_str("</a>");
}

/// The rectangle of a tag.
fn ground(painter: &mut Painter, class: &str, (left, top): (f64, f64), width: f64) {
    let (fill, dashed) = match class {
        "call" => (ink::fill(Shape::Doubled), ""),
        "arrival" => (ink::fill(Shape::Connector), " stroke-dasharray=\"3 2\""),
        _ => (ink::fill(Shape::Document), ""),
    };
    let (x, y, wide, high) = (number(left), number(top), number(width), number(TAG));
    let _ = write!(
        painter.out,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\" rx=\"2\" fill=\"{fill}\"{dashed}/>"
    );
}

/// The procedure that a tag names, as an attribute.
fn procedure_of(tag: &Tag) -> String {
    match tag.kind {
        TagKind::Arrival(..) | TagKind::Call(_) => {
            format!(" data-procedure=\"{}\"", escaped(&tag.text))
        }
        TagKind::Form(..) | TagKind::Due(_) | TagKind::Back(_) => String::new(),
    }
}

/// The address of a link, when it is one that may stand on a page.
fn link(address: &str) -> String {
    if is_harmless(address) {
        format!(" href=\"{}\"", escaped(address))
    } else {
        String::new()
    }
}

/// A small clock.
fn clock(painter: &mut Painter, (x, y): (f64, f64)) {
    let _ = write!(
        painter.out,
        "<path class=\"clock\" fill=\"none\" stroke=\"{}\" stroke-width=\"1\" \
         d=\"M{} {}a3.8 3.8 0 1 1 7.6 0a3.8 3.8 0 1 1 -7.6 0M{} {}v2.4h1.8\"/>",
        ink::MUTED,
        number(x - 3.8),
        number(y),
        number(x),
        number(y - 2.4)
    );
}
