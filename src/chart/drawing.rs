//! A laid-out picture as inline SVG with the hooks that pages, tools and tests rely on.
//!
//! In: a scene and what the page knows of the things in it. Out: `<svg class="chart">`. It must not
//! know where the scene came from.
//!
//! No ids, no `<style>`, no script, so that any number of pictures may stand on one page. Colours are
//! variables of the page, listed in `paint.rs`; text takes the page's font.

use std::collections::HashMap;
use std::fmt::Write;

use limu::scene::style::{Ink, Look, Paint};
use limu::scene::text::Face;
use limu::scene::{Align, Canvas, Item, Kind, Path, Pen, Point, Rect, Run, Scene, TextPaint, draw};

use crate::chart::paint::{THEME, write_paint, write_paints, write_path};
use crate::chart::svg_text::{escaped, number};

/// What the page knows of the things in a picture.
#[derive(Debug, Default)]
pub(super) struct Hooks {
    /// What the picture shows, in words, for people who do not see it.
    pub(super) label: Option<String>,
    /// By the node's name in the Mermaid text.
    pub(super) nodes: HashMap<String, NodeHook>,
    /// By the arrow's name in the Mermaid text: what it leaves and where it leads.
    pub(super) edges: HashMap<String, (String, String)>,
}

/// What a node stands for.
#[derive(Debug)]
pub(super) enum NodeHook {
    /// A step: its number and kind.
    Step(u32, Option<&'static str>),
}

/// Writes a scene as SVG.
pub(super) fn draw_scene(scene: &Scene, hooks: &Hooks) -> String {
    let mut writer = Writer {
        out: String::with_capacity(512 + 400 * scene.items.len()),
        hooks,
        font_size: scene.font_size,
        item: Current::default(),
    };
    draw(scene, &Look::new(THEME), &mut writer);
    writer.out
}

struct Writer<'a> {
    out: String,
    hooks: &'a Hooks,
    font_size: f64,
    item: Current,
}

/// The item being written.
#[derive(Default)]
struct Current {
    /// What closes the item.
    close: &'static str,
    /// Attributes of the next path, when the item is an arrow whose line is not yet written.
    edge: Option<String>,
    /// The class of its text.
    text_class: &'static str,
    /// The halo of the text that follows.
    halo: Option<(Ink, f64)>,
    /// Whether a `<text>` is open, and then whether its last line ended in Latin.
    open_text: Option<bool>,
}

impl Writer<'_> {
    fn push(&mut self, markup: &str) {
        self.end_text();
        self.out.push_str(markup);
    }

    fn end_text(&mut self) {
        if self.item.open_text.take().is_some() {
            self.out.push_str("</text>");
        }
    }

    fn open_node(&mut self, item: &Item) {
        let hook = item.id.as_ref().and_then(|id| self.hooks.nodes.get(id));
        self.item.close = "</a>";
        match hook {
            Some(NodeHook::Step(step, kind)) => {
                let _ = write!(
                    self.out,
                    "<a class=\"node\" data-step=\"{step}\" href=\"#step-{step}\""
                );
                if let Some(kind) = kind {
                    let _ = write!(self.out, " data-kind=\"{kind}\"");
                }
                self.out.push('>');
            }
            None => self.open("node", item.link.as_deref()),
        }
    }

    fn open(&mut self, class: &str, link: Option<&str>) {
        if let Some(address) = link.filter(|link| is_harmless(link)) {
            let address = escaped(address);
            let _ = write!(self.out, "<a class=\"{class}\" href=\"{address}\">");
            self.item.close = "</a>";
        } else {
            let _ = write!(self.out, "<g class=\"{class}\">");
            self.item.close = "</g>";
        }
    }
}

/// Whether a link may stand on a page: the library has already looked, and this is the last gate.
pub(super) fn is_harmless(link: &str) -> bool {
    let scheme = link.split(['/', '?', '#']).next().unwrap_or_default();
    let allowed = ["http:", "https:", "mailto:"];
    let relative = !scheme.contains(':') && !link.starts_with("//") && !link.contains('\\');
    let lower = scheme.to_ascii_lowercase();
    !link.chars().any(char::is_control)
        && (relative || allowed.iter().any(|scheme| lower.starts_with(scheme)))
}

impl Canvas for Writer<'_> {
    fn begin_scene(&mut self, scene: &Scene) {
        let (width, height) = (number(scene.width), number(scene.height));
        let _ = write!(
            self.out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"group\""
        );
        if let Some(label) = &self.hooks.label {
            let _ = write!(self.out, " aria-label=\"{}\"", escaped(label));
        }
        let _ = write!(
            self.out,
            " viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
             font-size=\"{}\" text-anchor=\"middle\"",
            number(scene.font_size)
        );
        write_paint(
            &mut self.out,
            "fill",
            &Ink {
                paint: Paint::FG,
                opacity: 1.0,
                color: THEME.fg,
            },
        );
        self.out.push('>');
        if let Some(description) = scene.desc.as_deref().filter(|d| !d.is_empty()) {
            let _ = write!(self.out, "<desc>{}</desc>", escaped(description));
        }
    }

    fn end_scene(&mut self, _: &Scene) {
        self.out.push_str("</svg>");
    }

    fn begin_item(&mut self, item: &Item) {
        self.item = Current::default();
        let role = item.role.as_str();
        match &item.kind {
            Kind::Node => self.open_node(item),
            Kind::Group => {
                let is_lane = role == "swimlane.lane";
                let (group, title) = if is_lane {
                    ("lane", "lane-title")
                } else {
                    ("group", "group-title")
                };
                self.open(group, item.link.as_deref());
                self.item.text_class = title;
            }
            Kind::Edge(_) => {
                let ends = item.id.as_ref().and_then(|id| self.hooks.edges.get(id));
                self.item.edge = Some(ends.map_or_else(String::new, |(from, to)| {
                    let (from, to) = (escaped(from), escaped(to));
                    format!(" data-from=\"{from}\" data-to=\"{to}\"")
                }));
                self.item.text_class = "edge-label";
            }
            Kind::Text | Kind::Mark => {
                if item.link.is_some() {
                    self.open("mark", item.link.as_deref());
                }
                if role.ends_with(".edge-label") {
                    self.item.text_class = "edge-label";
                }
            }
        }
        if let Some(tooltip) = item.tooltip.as_deref().filter(|t| !t.is_empty()) {
            // A `<title>` names its parent, so that an arrow's would name the whole picture.
            if !self.item.close.is_empty() {
                let _ = write!(self.out, "<title>{}</title>", escaped(tooltip));
            }
        }
    }

    fn end_item(&mut self, _: &Item) {
        let close = self.item.close;
        self.push(close);
    }

    fn has_layers(&self) -> bool {
        true
    }

    fn begin_layer(&mut self, opacity: f64) {
        self.push(&format!("<g opacity=\"{opacity:.2}\">"));
    }

    fn end_layer(&mut self) {
        self.push("</g>");
    }

    fn begin_rotate(&mut self, degrees: f64, about: Point) {
        let (degrees, x, y) = (number(degrees), number(about.x), number(about.y));
        self.push(&format!("<g transform=\"rotate({degrees} {x} {y})\">"));
    }

    fn end_rotate(&mut self) {
        self.push("</g>");
    }

    fn path(&mut self, path: &Path, fill: Option<&Ink>, pen: Option<&Pen<'_>>) {
        self.push("<path");
        if let Some(ends) = self.item.edge.take() {
            let _ = write!(self.out, " class=\"edge\"{ends}");
        }
        write_path(&mut self.out, path);
        write_paints(&mut self.out, fill, pen);
        self.out.push_str("/>");
    }

    fn rect(&mut self, rect: Rect, radius: f64, fill: Option<&Ink>, pen: Option<&Pen<'_>>) {
        let (x, y, w, h) = (
            number(rect.x),
            number(rect.y),
            number(rect.w),
            number(rect.h),
        );
        self.push("<rect");
        let _ = write!(
            self.out,
            " x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\""
        );
        if radius > 0.0 {
            let _ = write!(self.out, " rx=\"{}\"", number(radius));
        }
        write_paints(&mut self.out, fill, pen);
        self.out.push_str("/>");
    }

    fn marker(&mut self, path: &Path, fill: Option<&Ink>, pen: Option<&Pen<'_>>) {
        self.push("<path class=\"edge-head\"");
        write_path(&mut self.out, path);
        write_paints(&mut self.out, fill, pen);
        self.out.push_str("/>");
    }

    /// A label is one `<text>`, its further lines `<tspan>`s, so that its words stay together.
    fn text(&mut self, run: &Run<'_>) {
        match run.paint {
            // The halo comes first, line by line; it becomes a stroke under the text that follows.
            TextPaint::Halo { ink, width } => self.item.halo = Some((ink, width)),
            TextPaint::Fill(ink) => self.line(run, &ink),
        }
    }
}

impl Writer<'_> {
    fn line(&mut self, run: &Run<'_>, ink: &Ink) {
        let (x, y) = (number(run.at.x), number(run.at.y));
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii() && c != ' ');
        let first = run.spans.iter().find_map(|span| span.text.chars().next());
        let last = run
            .spans
            .iter()
            .rev()
            .find_map(|span| span.text.chars().next_back());
        let continues = self.item.open_text;
        if let Some(latin) = continues {
            // Without this space a screen reader would join two words that a line break parts.
            if latin && is_latin(first) {
                self.out.push(' ');
            }
            let _ = write!(self.out, "<tspan x=\"{x}\" y=\"{y}\">");
        } else {
            self.out.push_str("<text");
            if !self.item.text_class.is_empty() {
                let _ = write!(self.out, " class=\"{}\"", self.item.text_class);
            }
            let _ = write!(self.out, " x=\"{x}\" y=\"{y}\"");
            match run.anchor {
                Align::Middle => {}
                Align::Start => self.out.push_str(" text-anchor=\"start\""),
                Align::End => self.out.push_str(" text-anchor=\"end\""),
            }
            if (run.size - self.font_size).abs() > f64::EPSILON {
                let _ = write!(self.out, " font-size=\"{}\"", number(run.size));
            }
            if ink.paint != Paint::FG || ink.opacity < 1.0 {
                write_paint(&mut self.out, "fill", ink);
            }
            if let Some((halo, width)) = self.item.halo {
                write_paint(&mut self.out, "stroke", &halo);
                let width = number(width);
                let _ = write!(
                    self.out,
                    " stroke-width=\"{width}\" stroke-linejoin=\"round\" paint-order=\"stroke\""
                );
            }
            self.out.push('>');
        }
        for span in run.spans {
            self.span(&span.text, span.face);
        }
        if continues.is_some() {
            self.out.push_str("</tspan>");
        }
        self.item.open_text = Some(is_latin(last));
    }

    fn span(&mut self, words: &str, face: Face) {
        let mut attributes = String::new();
        for (wanted, markup) in [
            (Face::BOLD, " font-weight=\"bold\""),
            (Face::ITALIC, " font-style=\"italic\""),
            (Face::MONO, " font-family=\"monospace\""),
            (Face::UNDERLINE, " text-decoration=\"underline\""),
            (Face::SUB, " baseline-shift=\"sub\" font-size=\"smaller\""),
            (Face::SUP, " baseline-shift=\"super\" font-size=\"smaller\""),
        ] {
            if face.contains(wanted) {
                attributes.push_str(markup);
            }
        }
        if attributes.is_empty() {
            self.out.push_str(&escaped(words));
        } else {
            let _ = write!(self.out, "<tspan{attributes}>{}</tspan>", escaped(words));
        }
    }
}
