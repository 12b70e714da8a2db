//! Roles that report to one another in a circle.

use crate::check::Rule;
use crate::check::circle::circles_of_one;
use crate::check::names::quoted;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::{Book, Role};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    code: &code::REPORTING_CYCLE,
    run,
};

fn run(book: &Book) -> Vec<Diagnostic> {
    let superior: Vec<Option<usize>> = (book.roles.iter())
        .map(|role| Some(role.reports_to.as_ref()?.value.found()?.at))
        .collect();
    let findings = circles_of_one(&superior).into_iter();
    findings.map(|circle| finding(book, &circle)).collect()
}

fn finding(book: &Book, circle: &[usize]) -> Diagnostic {
    let role = |at: usize| &book.roles[circle[at % circle.len()]];
    let title = |at: usize| quoted(&role(at).title.value);
    let error = |message| Diagnostic::error(RULE.code, &role(0).path, place(role(0)), message);
    if circle.len() == 1 {
        let alone = say!("{} reports to itself", "{} 向自己汇报", title(0));
        return error(alone).help(say!(
            "name its superior, or take the line out when it has none",
            "写上它的上级；没有上级就删去这一行"
        ));
    }
    let names: Vec<String> = (0..=circle.len()).map(title).collect();
    let whole = names.join(" → ");
    let reports = |at: usize| {
        say!(
            "{} reports to {}",
            "{} 向 {} 汇报",
            title(at),
            title(at + 1)
        )
    };
    let mut finding = error(say!(
        "roles report to one another in a circle: {}",
        "角色的汇报关系成了一个圈：{}",
        whole
    ))
    .label(reports(0));
    for at in 1..circle.len() {
        finding = finding.related(&role(at).path, place(role(at)), reports(at));
    }
    finding.help(say!(
        "take `reports_to` out of the highest of them, or name its superior outside the circle",
        "删去其中最高一级的 `reports_to`，或者写上圈外的上级"
    ))
}

fn place(role: &Role) -> Span {
    (role.reports_to.as_ref()).map_or(role.id.span, |superior| superior.span)
}
