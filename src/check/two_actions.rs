//! A step whose title names two actions.

use crate::check::Rule;
use crate::check::names::quoted;
use crate::check::references::steps;
use crate::diagnostic::{Diagnostic, code, say};
use crate::model::Book;
use crate::model::procedure::StepKind;

pub(super) const RULE: Rule = Rule {
    code: &code::TWO_ACTIONS,
    run,
};

/// What 并 is a part of. The last are words only when none of the characters beside them follows:
/// 并发 is one, 并发放 is not.
const WORDS_OF_BING: [(&str, &str); 26] = [
    ("合并", ""),
    ("一并", ""),
    ("兼并", ""),
    ("归并", ""),
    ("吞并", ""),
    ("裁并", ""),
    ("撤并", ""),
    ("火并", ""),
    ("相提并论", ""),
    ("并重", "新"),
    ("并举", "行办报"),
    ("并非", ""),
    ("并不", ""),
    ("并未", ""),
    ("并无", ""),
    ("并没", "收"),
    ("并购", "买置进"),
    ("并案", "件"),
    ("并轨", ""),
    ("并列", "出入明"),
    ("并网", ""),
    ("并联", "系络"),
    ("并行", "文"),
    ("并存", "档入放储"),
    ("并发", "放送给布出货运回函通"),
    ("并入", "库账帐档场住"),
];

/// What a step does, where only a verb tells two actions from two things.
const CHINESE_VERBS: [&str; 56] = [
    "登记", "归档", "审核", "审批", "签字", "签收", "签订", "签署", "盖章", "核对", "填写", "提交",
    "收取", "支付", "付款", "通知", "发放", "发送", "寄送", "送交", "上报", "上交", "下发", "下达",
    "公布", "确认", "检查", "验收", "入库", "出库", "发货", "收货", "结算", "汇总", "分析", "整理",
    "编制", "制定", "拟定", "修改", "更新", "评审", "批准", "备案", "存档", "移交", "交接", "反馈",
    "回复", "答复", "联系", "接待", "受理", "记录", "形成", "办理",
];

/// Verbs that are seldom anything else.
const ENGLISH_VERBS: [&str; 46] = [
    "approve",
    "archive",
    "arrange",
    "assign",
    "calculate",
    "cancel",
    "choose",
    "collect",
    "compare",
    "complete",
    "confirm",
    "correct",
    "create",
    "decide",
    "deliver",
    "determine",
    "discuss",
    "distribute",
    "enter",
    "forward",
    "give",
    "hand",
    "identify",
    "inform",
    "inspect",
    "invite",
    "make",
    "notify",
    "obtain",
    "pay",
    "prepare",
    "propose",
    "publish",
    "receive",
    "register",
    "reject",
    "send",
    "sign",
    "store",
    "submit",
    "tell",
    "update",
    "upload",
    "verify",
    "write",
    "return",
];

/// Verbs that are as often things: they count before a word that only a thing follows.
const ENGLISH_EITHER: [&str; 14] = [
    "file", "record", "check", "review", "report", "plan", "order", "issue", "stamp", "print",
    "invoice", "audit", "test", "release",
];

const BEFORE_THINGS: [&str; 11] = [
    "the", "a", "an", "it", "them", "its", "their", "his", "her", "all", "each",
];

fn run(book: &Book) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (procedure, step) in steps(book) {
        // A decision's title is a question, which may ask of two things.
        let is_work = matches!(
            step.kind.value,
            StepKind::Task | StepKind::Document | StepKind::Meeting | StepKind::Wait
        );
        let Some((first, second)) = two_actions(&step.title).filter(|_| is_work) else {
            continue;
        };
        findings.push(
            Diagnostic::error(
                RULE.code,
                &procedure.path,
                step.number.span,
                say!(
                    "the title of step `{}` names two actions",
                    "步骤 `{}` 的标题里有两个动作",
                    step.number.value
                ),
            )
            .hint()
            .label(say!(
                "{} is one, {} another",
                "{} 是一个，{} 是另一个",
                quoted(first),
                quoted(second)
            ))
            .help(say!(
                "make two steps of it, or name what the two are done for and tell both below",
                "分成两步；或者标题只写要达到的结果，两个动作写进正文"
            )),
        );
    }
    findings
}

/// The two halves of a title that each name an action.
fn two_actions(title: &str) -> Option<(&str, &str)> {
    let title = title.trim();
    let found = by_bing(title)
        .or_else(|| by_comma(title))
        .or_else(|| by_and(title))
        .or_else(|| title.split_once([';', '；']));
    let (first, second) = found?;
    let (first, second) = (first.trim(), second.trim());
    (!first.is_empty() && !second.is_empty()).then_some((first, second))
}

/// 登记并归档, but not 合并报表.
fn by_bing(title: &str) -> Option<(&str, &str)> {
    let mut places = title.match_indices('并').map(|(at, _)| at);
    let at = places.find(|at| !is_in_word(title, *at))?;
    let second = &title[at + '并'.len_utf8()..];
    Some((
        title[..at].trim_end_matches(['，', ',', ' ']),
        second.strip_prefix('且').unwrap_or(second),
    ))
}

fn is_in_word(title: &str, at: usize) -> bool {
    WORDS_OF_BING.iter().any(|(word, unless)| {
        let inside = word.find('并').unwrap_or(0);
        let Some(rest) = at.checked_sub(inside).and_then(|start| title.get(start..)) else {
            return false;
        };
        let after = rest.strip_prefix(word);
        after.is_some_and(|after| !after.starts_with(|c: char| unless.contains(c)))
    })
}

/// 审核、签字 and 汇总意见，形成报告: both sides begin with what is done; before 、 it stands alone, as in
/// 提交采购、维修申请 there is one action.
fn by_comma(title: &str) -> Option<(&str, &str)> {
    let begins = |text: &str| CHINESE_VERBS.iter().any(|verb| text.starts_with(verb));
    let (first, second) = title.split_once(['，', '、', ','])?;
    let second = second.trim_start_matches(['再', '后', ' ']);
    let by_list = title[first.len()..].starts_with('、');
    let is_action = if by_list {
        CHINESE_VERBS.contains(&first.trim())
    } else {
        begins(first.trim()) && !first.ends_with(['后', '前', '时', '的'])
    };
    (is_action && begins(second)).then_some((first, second))
}

/// Check and file the form, but not Review terms and conditions.
fn by_and(title: &str) -> Option<(&str, &str)> {
    let lower = title.to_ascii_lowercase();
    let (before, after) = lower.split_once(" and ")?;
    let mut words = after.split_whitespace().filter(|word| *word != "then");
    let (verb, next) = (words.next()?, words.next());
    let alone = !before.trim().contains(' ');
    let is_either = ENGLISH_EITHER.contains(&verb);
    let takes_thing = next.is_some_and(|word| BEFORE_THINGS.contains(&word));
    let begins = before
        .split_whitespace()
        .next()
        .is_some_and(|first| ENGLISH_VERBS.contains(&first) || ENGLISH_EITHER.contains(&first));
    let is_action =
        begins && (ENGLISH_VERBS.contains(&verb) || is_either && (takes_thing || alone));
    // ASCII letters keep their places in lower case.
    is_action.then(|| {
        (
            &title[..before.len()],
            &title[before.len() + " and ".len()..],
        )
    })
}

#[cfg(test)]
mod tests {
    use super::two_actions;

    #[test]
    fn two_actions_are_told_from_two_things() {
        for title in [
            "登记并归档",
            "验收并入库",
            "盖章并发放",
            "洽谈并购买设备",
            "合并报表并上报",
            "审核、签字",
            "汇总意见，形成报告",
            "核对，并且签字",
            "Check and file the form",
            "Sign and return the contract",
            "Prepare the order and send it",
            "Check the form; file it",
        ] {
            assert!(two_actions(title).is_some(), "{title}");
        }
        for title in [
            "合并报表",
            "一并归档",
            "并购谈判",
            "评审并行方案",
            "纳入并发症记录",
            "提交采购、维修申请",
            "核对身份与款项",
            "目标下达，计划预算生效",
            "签字后，归档",
            "Review terms and conditions",
            "Update plan and budget",
            "Send invoice and report",
            "Research and development",
            "Standard",
        ] {
            assert_eq!(two_actions(title), None, "{title}");
        }
    }
}
