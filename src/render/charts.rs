//! The one place where pages ask for charts.
//!
//! In: a procedure, or a Mermaid fence. Out: SVG, or why there is none. It must not know layouts.

use crate::chart::graph::HandOver;
use crate::chart::{self, Addresses, Drawing, FenceError};
use crate::model::procedure::Orientation;
use crate::model::prose::Fence;
use crate::model::{Index, Item, Procedure, Template};
use crate::render::links::Links;
use crate::render::view::procedure::ChartView;

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
    let picture = chart::procedure_chart(links.book, procedure, &addresses).picture?;
    Some(ChartView {
        turned: procedure.orientation == Orientation::Horizontal,
        width: picture.width.ceil() as u32,
        height: picture.height.ceil() as u32,
        svg: picture.svg,
        titles_svg: picture.titles,
    })
}

/// A Mermaid fence as SVG. On a procedure's page its nodes `s22` are links to the steps.
pub(crate) fn fence_chart(
    links: &Links<'_>,
    here: Item,
    fence: &Fence,
) -> Result<Drawing, FenceError> {
    let steps: Vec<u32> = if let Item::Procedure(at) = here {
        let steps = &links.book.procedure(at).steps;
        steps.iter().map(|step| step.number.value).collect()
    } else {
        Vec::new()
    };
    chart::fence_chart(&fence.text, &steps)
}
