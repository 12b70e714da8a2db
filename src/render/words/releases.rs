//! The words of releases: which one a page is of, what came after it, what is gone.

use serde::Serialize;

words! {
    /// Layouts see them among the others; `static/release.js` reads those with braces from the page's foot.
    ReleaseWords;

    edition "版本" "Release",
    edition_short "手册 {release} 版" "Handbook {release}",
    edition_next "工作稿，尚未发布" "Working draft, not released",
    edition_changes "本版变更" "What changed in this release",
    editions_all "全部版本" "All releases",
    editions_lead "手册的每一次发布，最近的在前。旧版只供查证，办事以现行版本为准。" "Every release of the handbook, the newest first. Old releases are kept as evidence; work by the current one.",
    editions_of_page "本页的其他版本" "This page in other releases",
    edition_current "现行版本" "Current release",
    edition_browse "浏览 {release} 版" "Read release {release}",
    edition_feed "订阅（Atom）" "Feed (Atom)",
    edition_by "发布人" "Released by",
    edition_first "首次发布" "First release",
    counted_added "新增 {count}" "{count} new",
    counted_changed "修改 {count}" "{count} changed",
    counted_removed "撤销 {count}" "{count} withdrawn",
    old_release "这是 {release} 版（{date} 发布），不是现行版本。" "This is release {release} ({date}), not the current one.",
    old_same "本页在现行 {current} 版中没有修订：" "This page has not been revised up to the current release {current}:",
    old_newer "请用现行 {current} 版：" "Use the current release {current}:",
    old_renamed "现行 {current} 版中已改称：" "In the current release {current} it is now:",
    old_retired "在现行 {current} 版中已作废。" "Void in the current release {current}.",
    old_gone "自 {since} 版起不再收录，已作废。" "Withdrawn since release {since}.",
    old_successor "由以下文件取代：" "Replaced by:",
    old_home "现行 {current} 版首页" "Home of the current release {current}",
    old_unknown "发布清单里没有 {release} 版：它可能已经撤回。" "Release {release} is not in the list of releases; it may have been withdrawn.",
    next_release "这是尚未发布的工作稿，不作为办事依据。" "This is a working draft that is not released; do not work by it.",
    next_current "现行 {current} 版：" "Current release {current}:",
    gone_lead "此页已从手册中撤出。" "This page is no longer part of the handbook.",
    gone_renamed "此页已改号。" "This page has a new code.",
    gone_last "最后收录于" "Last part of",
    gone_since "撤出" "Withdrawn in",
    gone_now "现在是" "Now",
    gone_title "已撤出" "Withdrawn",
}
