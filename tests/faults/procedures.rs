//! Faults in what a procedure's steps say, and in which order.

use crate::book::{Book, Dice, Page, Step};
use crate::{Fault, place};

pub(crate) fn faults() -> Vec<Fault> {
    let mut all = names();
    all.extend(steps());
    all.extend(titles());
    all.extend(flow());
    all.extend(ways());
    all.extend(materials());
    all.extend(hands());
    all
}

fn procedure<'b>(book: &'b mut Book, dice: &mut Dice) -> &'b mut Page {
    let at = dice.usize(..book.procedures.len());
    &mut book.procedures[at]
}

/// The place of the decision among the steps.
fn decision(page: &Page) -> usize {
    let is_it = |step: &Step| step.get("类型") == "判断";
    page.steps.iter().position(is_it).expect("a decision")
}

/// The place of a step that is neither first, nor last, nor the decision, nor beside it.
fn plain(page: &Page, dice: &mut Dice) -> usize {
    let decision = decision(page);
    let last = page.steps.len() - 1;
    let plain: Vec<usize> = (1..last).filter(|at| at.abs_diff(decision) > 1).collect();
    dice.choice(plain).expect("a plain step")
}

/// Changes a plain step, and says its heading.
fn spoilt(book: &mut Book, dice: &mut Dice, spoil: impl Fn(&mut Step)) -> (String, String) {
    let page = procedure(book, dice);
    let at = plain(page, dice);
    spoil(&mut page.steps[at]);
    let step = &page.steps[at];
    (
        page.path.clone(),
        format!("### {} {}", step.number, step.title),
    )
}

fn names() -> Vec<Fault> {
    let in_field = |code, make| Fault { code, make };
    vec![
        in_field("unknown-role", |book, dice| {
            let (path, _) = spoilt(book, dice, |step| step.set("责任", "[[nobody]]"));
            place(&path, "[[nobody]]")
        }),
        in_field("unknown-form", |book, dice| {
            let (path, _) = spoilt(book, dice, |step| step.set("表单", "[[F-99]]"));
            place(&path, "[[F-99]]")
        }),
        in_field("unknown-procedure", |book, dice| {
            let (path, _) = spoilt(book, dice, |step| {
                let on = step.number + 1;
                step.set("下一步", &format!("{on}、→ P99"));
            });
            place(&path, "→ P99")
        }),
        in_field("unknown-step", |book, dice| {
            let page = procedure(book, dice);
            page.text += "\n\n另见[[P1#99]]。";
            place(&page.path, "[[P1#99]]")
        }),
        in_field("unknown-template", |book, dice| {
            let page = procedure(book, dice);
            page.text += "\n\n另见[[F-98]]。";
            place(&page.path, "[[F-98]]")
        }),
        in_field("unknown-name", |book, dice| {
            let page = procedure(book, dice);
            page.text += "\n\n另见[[没有这页]]。";
            place(&page.path, "[[没有这页]]")
        }),
        in_field("unknown-part", |book, dice| {
            let page = procedure(book, dice);
            page.set("part", "\"third\"");
            place(&page.path, "\"third\"")
        }),
        in_field("unknown-phase", |book, dice| {
            let (path, _) = spoilt(book, dice, |step| step.set("阶段", "年底"));
            place(&path, "- 阶段：年底")
        }),
    ]
}

fn steps() -> Vec<Fault> {
    let fault = |code, make| Fault { code, make };
    vec![
        fault("duplicate-step", |book, dice| {
            let page = procedure(book, dice);
            let at = page.steps.len() - 1;
            let again = page.steps[at].number;
            let mut step = page.steps[at].clone();
            page.steps[at].drop_field("下一步");
            page.steps[at].drop_field("输出");
            step.title = "重复一遍".to_owned();
            page.steps.push(step);
            place(&page.path, &format!("### {again} 重复一遍"))
        }),
        fault("step-without-owner", |book, dice| {
            let (path, heading) = spoilt(book, dice, |step| step.drop_field("责任"));
            place(&path, &heading)
        }),
        fault("step-without-forms", |book, dice| {
            let (path, heading) = spoilt(book, dice, |step| step.drop_field("表单"));
            place(&path, &heading)
        }),
        fault("two-owners", |book, dice| {
            let (path, _) = spoilt(book, dice, |step| {
                step.set("责任", "[[role-0]]；[[role-1]]");
            });
            place(&path, "- 责任：[[role-0]]；[[role-1]]")
        }),
        fault("approver-is-owner", |book, dice| {
            let (path, _) = spoilt(book, dice, |step| {
                let owner = step.get("责任").to_owned();
                step.set("审批", &owner);
            });
            place(&path, "- 审批：")
        }),
        fault("unknown-field", |book, dice| {
            let (path, _) = spoilt(book, dice, |step| step.set("负责", "[[role-0]]"));
            place(&path, "- 负责：[[role-0]]")
        }),
    ]
}

fn titles() -> Vec<Fault> {
    let fault = |code, make| Fault { code, make };
    vec![
        fault("malformed-step", |book, dice| {
            let page = procedure(book, dice);
            let last = page.steps.len() - 1;
            page.steps[last].text += "\n\n### 还没有编号";
            place(&page.path, "### 还没有编号")
        }),
        fault("two-actions", |book, dice| {
            let (path, heading) = spoilt(book, dice, |step| {
                step.title = "编制方案并上报总部".to_owned();
            });
            place(&path, &heading)
        }),
        fault("step-without-action", |book, dice| {
            let (path, heading) = spoilt(book, dice, |step| step.title = "会议".to_owned());
            place(&path, &heading)
        }),
        fault("vague-limit", |book, dice| {
            let (path, _) = spoilt(book, dice, |step| step.set("时限", "尽快"));
            place(&path, "- 时限：尽快")
        }),
        fault("owner-without-part", |book, dice| {
            let page = procedure(book, dice);
            page.set("owner", "\"outsider\"");
            let mut role = book.roles[0].clone();
            role.path = "content/roles/outsider.md".to_owned();
            role.set("id", "\"outsider\"");
            role.set("title", "\"法务部\"");
            book.roles.push(role);
            let page = book
                .procedures
                .iter()
                .find(|page| page.get("owner") == "outsider");
            place(&page.expect("the page").path, "\"outsider\"")
        }),
        fault("unused-lane", |book, dice| {
            let page = procedure(book, dice);
            let owner = page.get("owner");
            page.set("lanes", &format!("[\"{owner}\", \"bystander\"]"));
            let path = page.path.clone();
            let mut role = book.roles[0].clone();
            role.path = "content/roles/bystander.md".to_owned();
            role.set("id", "\"bystander\"");
            role.set("title", "\"法务部\"");
            book.roles.push(role);
            place(&path, "\"bystander\"")
        }),
    ]
}

fn flow() -> Vec<Fault> {
    let fault = |code, make| Fault { code, make };
    vec![
        fault("decision-without-labels", |book, dice| {
            let page = procedure(book, dice);
            let at = decision(page);
            let number = page.steps[at].number;
            page.steps[at].answers[1] = format!("{}", number - 1);
            place(&page.path, &format!("  - {}\n", number - 1))
        }),
        fault("decision-without-choice", |book, dice| {
            let page = procedure(book, dice);
            let at = decision(page);
            let number = page.steps[at].number;
            page.steps[at].answers[1] = format!("退回 → {}", number + 1);
            place(&page.path, &format!("同意 → {}", number + 1))
        }),
        fault("label-without-decision", |book, dice| {
            let page = procedure(book, dice);
            let at = plain(page, dice);
            let number = page.steps[at].number;
            page.steps[at].answers = vec![format!("合格 → {}", number + 1)];
            place(&page.path, &format!("合格 → {}", number + 1))
        }),
        fault("next-to-missing-step", |book, dice| {
            let (path, _) = spoilt(book, dice, |step| {
                let on = step.number + 1;
                step.set("下一步", &format!("{on}、77"));
            });
            place(&path, "、77")
        }),
    ]
}

fn ways() -> Vec<Fault> {
    let fault = |code, make| Fault { code, make };
    vec![
        fault("unreachable-step", |book, dice| {
            let page = procedure(book, dice);
            let last = page.steps.len() - 1;
            let number = page.steps[last].number;
            let mut end = page.steps[last].clone();
            page.steps[last].title = "无人可到".to_owned();
            page.steps[last].drop_field("下一步");
            page.steps[last].drop_field("输出");
            page.steps[last].drop_field("输入");
            page.steps[last - 1].set("下一步", &format!("{}", number + 1));
            end.number = number + 1;
            page.steps.push(end);
            place(&page.path, &format!("### {number} 无人可到"))
        }),
        fault("dead-end", |book, dice| {
            let page = procedure(book, dice);
            let last = page.steps.len() - 1;
            let number = page.steps[last].number;
            page.steps[last].set("下一步", &format!("{number}"));
            // What would be handed over is not missed as well.
            for page in &mut book.procedures {
                page.text = page.text.replace("，来自", "，参照");
            }
            let page = book.procedures.iter().find(|page| {
                page.steps
                    .last()
                    .is_some_and(|step| step.get("下一步") == step.number.to_string())
            });
            let page = page.expect("the page");
            place(&page.path, &format!("### {number} "))
        }),
        fault("parallel-without-join", |book, _| {
            // The others hand over to the next one.
            let page = book.procedures.last_mut().expect("a procedure");
            let last = page.steps.len() - 1;
            let number = page.steps[last].number;
            page.steps[last - 1].set("下一步", &format!("{number}、{}", number + 1));
            let mut aside = page.steps[last].clone();
            aside.number = number + 1;
            aside.title = "通知旁人".to_owned();
            aside.drop_field("输出");
            aside.set("下一步", "结束");
            page.steps.push(aside);
            place(&page.path, &format!("- 下一步：{number}、{}", number + 1))
        }),
        fault("phase-backwards", |book, dice| {
            let page = procedure(book, dice);
            page.set("phases", "[\"上月\", \"月初\", \"月中\", \"月末\"]");
            let last = page.steps.len() - 1;
            page.steps[last].set("阶段", "上月");
            place(&page.path, "- 阶段：上月")
        }),
        fault("hand-over-not-mentioned", |book, _| {
            book.procedures[1].text = "## 目的\n\n办好本类事项，权限见[[D-1]]。".to_owned();
            place(&book.procedures[0].path, "→ P2#1")
        }),
    ]
}

fn materials() -> Vec<Fault> {
    let fault = |code, make| Fault { code, make };
    vec![
        fault("input-from-nowhere", |book, dice| {
            let (path, _) = spoilt(book, dice, |step| {
                let more = format!("{}；天外来物", step.get("输入"));
                step.set("输入", &more);
            });
            place(&path, "；天外来物")
        }),
        fault("unused-output", |book, dice| {
            let (path, _) = spoilt(book, dice, |step| {
                let more = format!("{}；无用之物", step.get("输出"));
                step.set("输出", &more);
            });
            place(&path, "；无用之物")
        }),
        fault("form-produced-twice", |book, dice| {
            let page = procedure(book, dice);
            let form = page.steps[0].get("表单").to_owned();
            let first = format!("{}；{form}", page.steps[0].get("输出"));
            page.steps[0].set("输出", &first);
            let at = plain(page, dice);
            let again = format!("{}；{form}", page.steps[at].get("输出"));
            let outputs = page.get("outputs").replace(']', &format!(", \"{form}\"]"));
            page.set("outputs", &outputs);
            page.steps[at].set("输出", &again);
            place(&page.path, &format!("- 输出：{again}"))
        }),
    ]
}

fn hands() -> Vec<Fault> {
    let fault = |code, make| Fault { code, make };
    vec![
        fault("form-filled-by-another", |book, dice| {
            let (at, role) = (dice.usize(..book.procedures.len()), "\"stranger\"");
            let mut stranger = book.roles[0].clone();
            stranger.path = "content/roles/stranger.md".to_owned();
            stranger.set("id", role);
            stranger.set("title", "\"法务部\"");
            book.roles.push(stranger);
            book.templates[at].set("filled_by", "[\"stranger\"]");
            book.templates[at].set("signed_by", "[\"stranger\"]");
            let page = &mut book.procedures[at];
            // It signs somewhere, but does not fill in.
            let aside = plain(page, dice);
            page.steps[aside].set("协助", "[[stranger]]");
            place(
                &page.path,
                &format!("- 表单：{}", page.steps[0].get("表单")),
            )
        }),
        fault("signer-without-part", |book, dice| {
            let at = dice.usize(..book.procedures.len());
            let mut notary = book.roles[0].clone();
            notary.path = "content/roles/notary.md".to_owned();
            notary.set("id", "\"notary\"");
            notary.set("title", "\"法务部\"");
            book.roles.push(notary);
            let owner = book.procedures[at].get("owner");
            book.templates[at].set("signed_by", &format!("[\"{owner}\", \"notary\"]"));
            let page = &book.procedures[at];
            place(
                &page.path,
                &format!("- 表单：{}", page.steps[0].get("表单")),
            )
        }),
        fault("needless-review", |book, dice| {
            let at = dice.usize(..book.procedures.len());
            let other = (at + 1) % book.procedures.len();
            let page = &mut book.procedures[at];
            page.set("reviewed", &format!("{{ \"F-{}\" = \"1.0\" }}", other + 1));
            place(&page.path, "reviewed = ")
        }),
        fault("suspect-step", |book, dice| {
            let at = dice.usize(..book.procedures.len());
            let page = &mut book.procedures[at];
            page.set("reviewed", &format!("{{ \"F-{}\" = \"0.9\" }}", at + 1));
            place(
                &page.path,
                &format!("- 表单：{}", page.steps[0].get("表单")),
            )
        }),
    ]
}
