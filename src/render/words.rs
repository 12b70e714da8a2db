//! The interface's own words, in Chinese and in English.
//!
//! In: the handbook's language. Out: `Words`, which layouts see as `words`. It must not know pages.

use serde::Serialize;

use crate::model::Kind;

/// A struct of words by name, in both languages. Those `with { … }` stand in a file of their own.
macro_rules! words {
    (
        $(#[$about:meta])* $words:ident
        $(with { $($inner:ident: $inner_words:path),+ })?;
        $($name:ident $chinese:literal $english:literal,)*
    ) => {
        $(#[$about])*
        #[derive(Debug, Serialize)]
        pub struct $words {
            $(
                #[doc = concat!("“", $english, "”")]
                pub $name: &'static str,
            )*
            $($(
                /// Layouts see them among the others.
                #[serde(flatten)]
                pub $inner: $inner_words,
            )+)?
        }

        impl $words {
            /// For handbooks whose language begins with `zh`.
            pub(super) const CHINESE: Self = Self {
                $($name: $chinese,)*
                $($($inner: <$inner_words>::CHINESE,)+)?
            };

            /// For all others.
            pub(super) const ENGLISH: Self = Self {
                $($name: $english,)*
                $($($inner: <$inner_words>::ENGLISH,)+)?
            };
        }
    };
}

mod changes;
mod control;
mod filling;
mod matrices;
mod releases;

pub use changes::ChangeWords;
pub use control::ControlWords;
pub use filling::FillingWords;
pub use matrices::MatrixWords;
pub use releases::ReleaseWords;

static CHINESE: Words = Words::CHINESE;
static ENGLISH: Words = Words::ENGLISH;

words! {
    /// The words of the interface; layouts write `{{ words.owner }}`.
    Words with { control: ControlWords, filling: FillingWords, matrices: MatrixWords, releases: ReleaseWords, changes: ChangeWords };

    // The frame of every page.
    skip "跳到正文" "Skip to the content",
    home "首页" "Home",
    menu "菜单" "Menu",
    navigation "手册导航" "Handbook",
    breadcrumbs "所在位置" "You are here",
    contents "本页目录" "On this page",
    parts "各篇" "Parts",
    all_parts "全部各篇" "All parts",
    more_here "本篇全部流程" "All procedures of this part",
    registers "登记册" "Registers",
    previous "上一个流程" "Previous procedure",
    next_one "下一个流程" "Next procedure",
    pages_nearby "前后流程" "Nearby procedures",
    theme "外观" "Theme",
    theme_system "跟随系统" "Same as the system",
    theme_light "浅色" "Light",
    theme_dark "深色" "Dark",
    print "打印" "Print",
    scrolls "可左右滚动的表格" "Table, scrolls sideways",
    separator "、" ", ",
    colon "：" ": ",
    clause "；" "; ",
    none "无" "None",

    // Kinds of pages.
    part "篇" "Part",
    procedure "流程" "Procedure",
    role "角色" "Role",
    template "模板" "Template",
    form "表单" "Form",
    reference "资料" "Reference",
    register "登记册" "Register",
    procedures "流程" "Procedures",
    roles "角色" "Roles",
    templates "模板" "Templates",
    forms "表单" "Forms",
    references "资料" "Reference pages",

    // Facts of documents.
    code "编号" "Code",
    title "名称" "Title",
    status "状态" "Status",
    owner "流程负责人" "Process owner",
    document_owner "负责人" "Owner",
    version "版本" "Version",
    effective "生效日期" "Takes effect",
    review_by "评审期限" "Review by",
    released_on "发布日期" "Released",
    approved_by "批准" "Approved by",
    basis "依据" "Basis",
    sources "来源" "Sources",
    aliases "又称" "Also called",
    in_part "所属篇" "Part",
    superseded_by "已由此取代" "Replaced by",
    draft "草案" "Draft",
    in_force "生效" "Effective",
    retired "已废止" "Retired",
    not_yet "{date} 起生效" "Takes effect on {date}",
    overdue "评审已逾期" "Review overdue",
    review_near "快到评审期限" "Review due soon",
    sourced "内容全部取自来源文件" "Taken from the source documents",
    completed "取自来源文件，缺项由编制人补定" "From the source documents, gaps filled in by the author",
    authored "由编制人拟定，来源文件只有名称" "Written by the author; the source documents give only its name",

    // Procedures.
    at_a_glance "一览" "At a glance",
    chart "流程图" "Chart",
    chart_of "流程图：" "Chart of ",
    chart_larger "放大查看" "Open larger",
    chart_close "关闭" "Close",
    mermaid_text "Mermaid 文本" "Mermaid text",
    mermaid_hint "本图的文本，可粘贴到支持 Mermaid 的工具中" "This chart as text, to paste into a tool that draws Mermaid",
    mermaid_swimlane "泳道图（swimlane-beta）" "Swimlanes (swimlane-beta)",
    mermaid_flowchart "流程图（flowchart）" "Flowchart (flowchart)",
    copy "复制" "Copy",
    copied "已复制" "Copied",
    steps "步骤" "Steps",
    step "步骤" "Step",
    step_title "做什么" "What",
    step_owner "谁负责" "Who",
    responsible "责任" "Responsible",
    consulted "协助" "Consulted",
    approver "审批" "Approver",
    informed "知会" "Informed",
    phase "阶段" "Phase",
    due "时限" "Due",
    inputs "输入" "Inputs",
    inputs_from_outside "外部输入" "From outside",
    outputs_for_others "对外输出" "For others",
    outputs "输出" "Outputs",
    next "下一步" "Next",
    ends "结束" "End",
    in_parallel "同时进行" "in parallel",
    no_form "无需表单" "No form",
    where_used "被引用" "Where used",
    handed_over_from "由以下步骤转入" "Handed over from",
    revisions "修订记录" "Revisions",
    date "日期" "Date",
    author "修订人" "Author",
    change "修订内容" "Change",
    kind_start "开始" "Start",
    kind_task "任务" "Task",
    kind_decision "判断" "Decision",
    kind_document "文件" "Document",
    kind_meeting "会议" "Meeting",
    kind_wait "等待" "Wait",
    kind_subprocess "子流程" "Subprocess",
    kind_end "结束" "End",

    // Roles.
    role_kind "类别" "Kind",
    role_person "岗位" "Person",
    role_unit "部门" "Unit",
    role_committee "委员会" "Committee",
    role_external "外部单位" "Outside party",
    unit "所属部门" "Unit",
    reports_to "汇报对象" "Reports to",
    reported_by "下级" "Reports to it",
    owned_procedures "负责的流程" "Procedures owned",
    steps_done "负责的步骤" "Steps done",
    steps_joined "参与的步骤" "Steps taken part in",
    forms_filled "填写的表单" "Forms filled in",
    forms_signed "签字的表单" "Forms signed",

    places "在各流程中的位置" "Place in each procedure",
    places_lead "方框是步骤：实心的由本角色负责，带框的由本角色参与，其余与本角色无关。" "The boxes are steps: filled ones are its own, it takes part in outlined ones, the others do without it.",
    places_many "流程太多，这里只列出前 {count} 个。" "There are too many procedures; these are the first {count}.",

    // Maps.
    landscape "流程全景" "Landscape",
    landscape_lead "哪个流程把什么交给哪个流程。" "Which procedure hands what to which.",
    landscape_of_part "本篇流程全景" "Landscape of this part",
    landscape_too_large "流程太多，画不进一张图；各篇页面上有本篇的图。" "There are too many procedures for one map; the page of each part has its own.",
    handings "交接明细" "What is handed on",
    handing_from "交出" "From",
    handing_to "接收" "To",
    handing_what "交什么" "What",
    hands_over_at "办完转入，步骤" "Hands over after step",
    calls_at "作为子流程办理，步骤" "Carries out step",
    handing_forms "表单" "Forms",
    way_hand_over "办完转入" "goes on there",
    way_call "作为子流程办理" "is carried out there",
    way_form "一方产出、另一方使用的表单" "a form that one gives and the other takes",
    way_note "点线只画在没有其他箭头通达之处；全部表单见下表。" "Dotted lines are drawn only where no other arrows lead; the table below has all forms.",
    no_part "未归篇" "In no part",
    other_parts "其他各篇" "Other parts",
    organisation "组织结构图" "Organisation chart",
    organisation_alone "未注明汇报关系的角色" "Roles without a stated superior or subordinate",

    // Templates and forms.
    filled_by "填写人" "Filled in by",
    signed_by "签字人" "Signed by",
    kept "保存期限" "Kept for",
    used_in "使用步骤" "Used in",
    unused "尚无步骤使用本表" "No step uses this form yet",
    the_form "填写表单" "The form",
    open_form "单独打开" "Open on its own page",
    about_form "填写说明" "How to fill it in",
    required_mark "带 * 的为必填项。" "Fields marked * are required.",
    required "必填" "required",
    choose "请选择" "Choose",
    yes "是" "Yes",
    no "否" "No",
    row "行" "Row",
    row_number "序号" "No.",
    total "合计" "Total",
    signature_name "签名" "Name",
    signature_date "日期" "Date",
    signature_seal "盖章处" "Seal",
    score_item "评分项目" "Item",
    score_weight "权重" "Weight",
    score_points "得分" "Points",
    score_of "满分" "out of",
    score_weighted "加权得分" "Weighted",
    score_grade "等级" "Grade",
    broken_form "模板没有同编号的表单" "The template has no form of the same code",

    // The data that forms export.
    form_schema "导出数据的格式（JSON Schema）" "Format of exported data (JSON Schema)",

    // What a form computes.
    compute_error_constraint "不符合要求" "This value is not allowed here",
    compute_as_of "“今天”按上次填写的 {day} 计算；改动任何一项后，按当天重新计算。" "Computed as of {day}, when this was last filled in. Change anything, and it is computed as of today.",

    // Printed sheets of forms. What stands in braces is put in by static/form-print.js.
    print_blank "打印空白表单" "Print blank",
    print_filled "打印填写内容" "Print as filled in",
    print_wrong "有需要改正的地方，仍要打印填写内容吗？" "There are things to correct. Print all the same?",
    print_back "返回改正" "Go back and correct",
    print_required "标 * 的必填。" "Fill in all that is marked *.",
    print_numbers "金额、数量不填负数，差额除外。" "Amounts and counts are not negative, except differences.",
    print_day "{year}年{month}月{day}日" "{year}-{month}-{day}",
    print_month "{year}年{month}月" "{year}-{month}",
    blank_date "年 月 日" "Y M D",
    blank_month "年 月" "Y M",
    blank_week "年 周" "Y week",
    blank_time "时 分" "h min",
    blank_datetime "年 月 日 时 分" "Y M D h min",

    // Home, parts, registers.
    summary "简介" "Summary",
    by_part "按篇查流程" "Procedures by part",
    by_role "按角色查" "By role",
    by_role_lead "我要做什么、用哪张表单" "What do I do, with which form",
    by_form "按表单查" "By form",
    by_form_lead "直接填写或打印" "Fill in or print",
    other_pages "资料与登记册" "Reference pages and registers",
    all_roles "全部角色" "All roles",
    all_forms "全部表单" "All forms",
    all_references "全部资料" "All reference pages",
    nothing_yet "尚无流程" "No procedures yet",
    empty "尚无内容" "Nothing here yet",
    count_procedure "个流程" "procedure",
    count_procedures "个流程" "procedures",
    count_step "个步骤" "step",
    count_steps "个步骤" "steps",
    count_role "个角色" "role",
    count_roles "个角色" "roles",
    count_form "张表单" "form",
    count_forms "张表单" "forms",
    count_row "行" "row",
    count_rows "行" "rows",
    register_procedures "流程登记册" "Register of procedures",
    register_procedures_lead "全部受控流程及其负责人、版本和日期。" "Every controlled procedure with its owner, version and dates.",
    register_forms "表单登记册" "Register of forms",
    register_forms_lead "全部表单及其填写人、签字人、保存期限和使用处。" "Every form: who fills it in and signs it, how long it is kept, where it is used.",
    register_roles "角色登记册" "Register of roles",
    register_roles_lead "全部岗位、部门和委员会。" "Every person, unit and committee.",
    register_raci "职责分配表（RACI）" "Responsibility matrix (RACI)",
    register_raci_lead "每个流程中各角色负责（R）、审批（A）、协助（C）和被知会（I）的步骤编号。" "For each procedure and role, the numbers of the steps it is responsible for (R), approves (A), is consulted on (C) or informed of (I).",
    register_reviews "评审计划" "Reviews",
    register_reviews_lead "按评审期限排列的流程、表单和资料；逾期与否以打开本页的日期判断。" "Procedures, forms and reference pages by the date of their next review; what is overdue is decided on the day this page is opened.",
    register_parts "各篇一览" "Parts",
    register_parts_lead "手册的全部各篇。" "Every part of the handbook.",
    register_references "资料一览" "Reference pages",
    register_references_lead "模型、矩阵、清单和术语。" "Models, matrices, checklists and terms.",
    download_csv "下载 CSV" "Download CSV",
    steps_count "步骤数" "Steps",
    procedures_count "流程数" "Procedures",
    register_pages "登记册分页" "Pages of this register",

    // Packs. What stands in braces is put in by static/pack.js.
    pack "表单包" "Pack",
    packs "表单包" "Packs",
    all_packs "全部表单包" "All packs",
    in_packs "所在表单包" "In packs",
    packs_for "为本角色准备的表单包" "Packs for it",
    by_pack "培训用表单包" "Packs for courses",
    register_packs "表单包一览" "Packs",
    register_packs_lead "培训时成套打印的表单、流程和资料。" "What a trainer prints for a course: forms, procedures and reference pages.",
    audience "适用对象" "For",
    pack_authored "由编制人拟定" "Written by the author",
    pack_items "项目" "Items",
    pack_contents "装订内容" "What is printed",
    copies "份数" "Copies",
    page_count "页数" "Pages",
    first_page "起始页" "From page",
    paper "纸张" "Paper",
    portrait "纵向" "upright",
    landscape_sheet "横向" "landscape",
    pack_lead "勾选要打印的项目并填写份数，然后打印。所选内容记在网址中，收藏或转发本页网址即可重现。" "Tick what to print, set the copies, then print. The address of this page keeps the choice: bookmark it or send it on.",
    pack_no_script "浏览器未运行脚本：打印时每项一份。" "Scripts do not run here: everything is printed once.",
    pack_print "打印表单包" "Print the pack",
    pack_all "全选" "Tick all",
    pack_none "全不选" "Tick none",
    pack_default "恢复默认" "As given",
    pack_pick "打印" "Print",
    pack_chosen "{items} 项，{copies} 份" "items: {items}, copies: {copies}",
    pack_chosen_pages "{items} 项，{copies} 份，共 {pages} 页" "items: {items}, copies: {copies}, pages: {pages}",
    pack_unknown "网址中的 {codes} 不在本表单包内，已略去。" "The address names {codes}, which this pack does not hold; left out.",
    pack_nothing "没有勾选任何项目。" "Nothing is ticked.",
    pack_size "数量" "Size",
    pack_course_date "培训日期" "Date of the course",
    pack_trainer "讲师" "Trainer",
    pack_trainee "学员" "Trainee",
    pack_page_before "第 " "Page ",
    pack_page_after " 页" "",
    pack_of_before "，共 " " of ",
    pack_of_after " 页" "",

    // What is broken, and the page that is not there.
    missing "找不到「{name}」" "nothing is called “{name}”",
    missing_other "「{name}」属于另一类：{kind}" "“{name}” is of another kind: {kind}",
    missing_ambiguous "「{name}」有多个：{ids}" "“{name}” may be any of: {ids}",
    missing_file "没有文件 {name}" "there is no file {name}",
    missing_fragment "该页没有「{name}」这一处" "that page has no place “{name}”",
    missing_step "没有步骤 {name}" "there is no step {name}",
    missing_outside "地址「{name}」在手册之外" "the address {name} leads out of the handbook",
    missing_unsafe "不允许的地址「{name}」" "the address {name} is not allowed",
    // The titles of alerts in Markdown.
    alert_note "说明" "Note",
    alert_tip "提示" "Tip",
    alert_important "重要" "Important",
    alert_warning "警告" "Warning",
    alert_caution "当心" "Caution",
    // What is wrong on a page.
    chart_mistake "图形代码有误：" "Mistake in the chart: ",
    not_found "没有这个页面" "There is no such page",
    not_found_lead "页面可能已改名或移走。请从首页或登记册查找。" "It may have been renamed or moved. Look for it from the home page or in the registers.",
}

impl Words {
    /// The words for a handbook's language, a BCP 47 tag.
    #[must_use]
    pub fn of(language: &str) -> &'static Self {
        let primary = language.split(['-', '_']).next().unwrap_or(language);
        if primary.eq_ignore_ascii_case("zh") {
            &CHINESE
        } else {
            &ENGLISH
        }
    }

    /// What the pages of a kind are called together; forms are told with their templates.
    #[must_use]
    pub const fn kinds(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Procedure => self.procedures,
            Kind::Role => self.roles,
            Kind::Template | Kind::Form => self.forms,
            Kind::Reference => self.references,
            Kind::Pack => self.packs,
        }
    }
}
