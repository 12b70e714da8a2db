//! The one place where pages ask for procedures' charts.
//!
//! In: a procedure. Out: SVG, when there is any, and Mermaid text. It must not know layouts.

use crate::chart::graph::HandOver;
use crate::chart::{self, Addresses, Dialect, Paper, Picture, Print};
use crate::model::procedure::Orientation;
use crate::model::{Index, Item, Procedure, Template};
use crate::render::links::Links;
use crate::render::view::procedure::{ChartView, PictureView};

/// A procedure's own chart, when it has steps to draw.
pub(crate) fn procedure_chart(links: &Links<'_>, at: Index<Procedure>) -> Option<ChartView> {
    let procedure = |other: &HandOver<'_>| {
        let page = links.href(Item::Procedure(other.procedure));
        match other.step {
            Some(step) => format!("{page}#step-{step}"),
            None => page.to_owned(),
        }
    };
    let form = |template: Index<Template>| links.href(Item::Template(template)).to_owned();
    let addresses = Addresses {
        procedure: &procedure,
        form: &form,
        page: "",
    };
    let procedure = links.book.procedure(at);
    let chart = chart::procedure_chart(links.book, procedure, &addresses);
    let mut picture = chart.picture?;
    let titles_svg = std::mem::take(&mut picture.titles);
    let (paper, sheets) = match chart.print {
        Print::Whole(paper) => (Some(paper), Vec::new()),
        Print::Parts(parts) => (None, parts),
    };
    Some(ChartView {
        picture: picture_view(picture, paper),
        titles_svg,
        turned: procedure.orientation == Orientation::Horizontal,
        sheets: (sheets.into_iter())
            .map(|(picture, paper)| picture_view(picture, Some(paper)))
            .collect(),
    })
}

/// A picture and the paper that it is printed on.
pub(crate) fn picture_view(picture: Picture, paper: Option<Paper>) -> PictureView {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a picture's size is positive and far below u32's end"
    )]
    let whole = |length: f64| length as u32;
    PictureView {
        width: whole(picture.width.floor()),
        height: whole(picture.height.ceil()),
        svg: picture.svg,
        paper: paper.map(Paper::name),
    }
}

/// A procedure's chart as Mermaid text; empty when it has no steps.
pub(crate) fn mermaid_text(links: &Links<'_>, at: Index<Procedure>, dialect: Dialect) -> String {
    let procedure = links.book.procedure(at);
    if procedure.steps.is_empty() {
        return String::new();
    }
    chart::mermaid_text(&chart::graph(links.book, procedure), dialect)
}
