//! The words of what changed between two releases.
//!
//! In: nothing. Out: `ChangeWords`, which layouts see among `words`. It must not know pages.

use serde::Serialize;

words! {
    /// The words of changes; layouts write `{{ words.changes_title }}`. What stands in braces is put in later.
    ChangeWords;

    changes_title "{before} 至 {after} 的变更" "What changed from {before} to {after}",
    changes_of_release "{release} 版" "release {release}",
    changes_working "工作稿" "the working draft",
    changes_lead "{after}与 {before}相比，有以下变更。" "What is different in {after}, compared with {before}.",
    changes_nothing "没有变更。" "Nothing changed.",
    changes_summary "概况" "In short",
    changes_count "显示 {shown} 项，共 {all} 项" "{shown} of {all} pages shown",
    changes_none "没有符合筛选的变更。" "No change fits the filter.",
    changes_kind "类别" "Kind",
    changes_fate "变更" "Change",
    changes_role "角色" "Role",
    changes_roles "有关角色" "Roles concerned",
    changes_filter "筛选变更" "Filter the changes",

    became_added "新增" "added",
    became_changed "修改" "changed",
    became_withdrawn "废止" "withdrawn",
    became_removed "撤销" "removed",
    became_dropped "删去" "removed",
    became_moved "移位" "moved",
    became_reworded "改写" "reworded",
    became_retyped "改类型" "retyped",
    renamed_from "原编号 {code}" "formerly {code}",
    step_was "原第 {number} 步" "was step {number}",
    replaced_by "由 {title} 取代" "replaced by {title}",
    remark "（{words}）" " ({words})",

    change_steps "步骤" "Steps",
    change_fields "表单字段" "Fields of the form",
    change_text "正文" "Text",
    change_phases "时间轴" "Phases",
    change_for_role "所为角色" "For the role",
    field_label "标签" "Label",
    field_unit "单位" "Unit",
    field_choices "选项" "Choices",
    field_calculation "计算公式" "Calculation",
    field_constraint "检查" "Check",
    field_relevant "显示条件" "Shown when",
    field_default "默认值" "Default",
    field_hint "填写提示" "Hint",
    field_rows "行数" "Rows",

    words_gone "删去：" "taken out: ",
    words_come "加入：" "put in: ",
    words_end "；" "; ",
    words_become "改为" "becomes",

    chart_before "改前" "Before",
    chart_after "改后" "After",
    charts_compared "流程图：改前与改后" "Chart before and after",
    charts_left_out "本版改动的流程太多，这里不再画图；请看改前和改后的页面：" "Too many procedures changed to draw them all; see the page before and after: ",
    mark_added "新增的步骤" "step added",
    mark_removed "删去的步骤" "step removed",
    mark_changed "有变更的步骤" "step changed",

    role_changes "与我有关的变更" "What changed for my role",
    role_changes_since "比较起点" "Compared with",
    role_changes_seen "上次查看时的版本（{release}）" "the release I saw last ({release})",
    role_changes_before "上一版（{release}）" "the release before ({release})",
    role_changes_release "{release} 版（{date}）" "release {release} ({date})",
    role_changes_none "自 {release} 版以来，没有与本角色有关的变更。" "Nothing has changed for this role since release {release}.",
    role_changes_first "这是第一版，还没有变更。" "This is the first release; nothing has changed yet.",
    role_changes_all "本版的全部变更" "All changes of this release",
    role_changes_releases "各版本的变更" "Changes of every release",
    role_changes_kept "所选版本只记在本机。" "The choice is kept on this computer only.",
}
