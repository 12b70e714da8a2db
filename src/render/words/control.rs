//! The words of document control: what a printed copy is worth, and whether it is still in force.

use serde::Serialize;

words! {
    /// Layouts see them among the others. What stands in braces is put in by scripts in static/.
    ControlWords;

    // Printed sheets.
    print_controlled "受控文件" "Controlled document",
    print_uncontrolled "打印件不受控（加盖受控章者除外），使用前请核对现行版本。" "Uncontrolled when printed, unless stamped: check the version in force before use.",
    print_on "打印日期 {date}，当日有效。" "Printed on {date}, valid on that day.",
    print_old "打印日期 {date}；现行为 {current} 版，本页是旧版。" "Printed on {date} from an old release; {current} is the current one.",
    print_draft "打印日期 {date}；工作稿，尚未发布。" "Printed on {date} from a working draft that is not released.",
    print_not_in_force "打印日期 {date}；当日状态：{status}。" "Printed on {date}; status on that day: {status}.",

    // Whether a printed sheet is still in force; static/status.js says it.
    status_title "核对纸质件" "Check a printed copy",
    status_lead "扫描打印件上的二维码即打开本页，说明那份打印件现在是否有效。" "The QR code of a printed sheet leads here: it says whether that copy is still in force.",
    status_no_script "浏览器未运行脚本，请人工核对：在受控文件清单中按编号查找，比对版本和状态。" "Scripts do not run here. Check by hand: look the code up in the master list and compare version and status.",
    status_kind "类别" "Kind",
    status_version "纸上版本" "Version on paper",
    status_release "手册版本" "Release of the handbook",
    status_check "核对" "Check",
    status_document "文件" "Document",
    status_on_paper "纸上" "On paper",
    status_now "现行" "Current",
    status_both "{version} 版（手册 {release} 版）" "{version} (handbook {release})",
    status_release_only "手册 {release} 版" "Handbook {release}",
    status_open_current "打开现行版" "Open the current one",
    status_open_paper "打开纸上这一版" "Open the one on paper",
    status_open_successor "打开取代它的文件" "Open what replaces it",
    status_in_force "现行有效" "In force",
    status_says_in_force "纸上的版本就是现行版本，可以使用。" "The version on paper is the current one. You can use it.",
    status_superseded "已被 {what}取代" "Replaced by {what}",
    status_what_version "{version} 版" "version {version}",
    status_says_superseded "请勿再使用这份打印件，改用现行文件。" "Do not use this copy any more. Use the current document.",
    status_void "已作废" "Void",
    status_says_void "这份文件已经废止，没有文件取代它。请勿再使用这份打印件。" "This document was withdrawn and nothing replaces it. Do not use this copy any more.",
    status_not_yet "尚未生效" "Not yet in force",
    status_says_not_yet "这份文件自 {date} 起生效，现在还不能作为依据。" "This document takes effect on {date}. Do not work by it before.",
    status_says_draft "这份文件是草案，不能作为依据。" "This document is a draft. Do not work by it.",
    status_unknown "查不到" "Not known",
    status_says_no_list "读不到发布清单，无法核对。请稍后再试，或在受控文件清单中人工核对。" "The list of releases cannot be read. Try again later, or check by hand in the master list.",
    status_says_no_code "手册的各次发布中都没有编号 {code}。请核对编号；打印件可能不是本手册的。" "No release of the handbook has the code {code}. Check the code; the copy may be of another handbook.",
    status_says_no_version "没有发布过 {code} 的这一版。请以现行文件为准。" "{code} was never released in this version. Go by the current document.",
    status_says_no_release "发布清单中没有手册 {release} 版，它可能已经撤回。请以现行文件为准。" "Release {release} is not in the list; it may have been withdrawn. Go by the current document.",
    master_list "受控文件清单" "Master list of documents",

    // “I have read”. What stands in braces of the statements is put in at build time, the rest by a script.
    statement "我已阅读并理解《{name}》{version} 版（手册 {release} 版）。" "I have read and understood {name}, version {version} (handbook release {release}).",
    statement_without_version "我已阅读并理解《{name}》（手册 {release} 版）。" "I have read and understood {name} (handbook release {release}).",
    statement_whole "我已阅读并理解《{name}》{release} 版。" "I have read and understood {name}, release {release}.",
    acknowledge_title "我已阅读" "I have read",
    acknowledge_lead "整本手册的阅读确认；单份文件的确认在各文件页面的末尾。" "For the whole handbook. For one document there is the same at the end of its page.",
    acknowledge_name "姓名" "Name",
    acknowledge_number "工号（可不填）" "Staff number (optional)",
    acknowledge_department "部门（可不填）" "Department (optional)",
    acknowledge_save "生成确认文件" "Make the file",
    acknowledge_send "发邮件确认" "Send by mail",
    acknowledge_note "姓名只记在本机。把确认文件交给文件负责人即可；文件里的校验值只能发现误改，不是电子签名。" "Your name stays on this machine. Hand the file to the document's owner. Its checksum finds accidental changes; it is not an electronic signature.",
    acknowledge_no_script "浏览器未运行脚本，不能生成阅读确认。" "Scripts do not run here, so that no confirmation can be made.",
    acknowledge_needed "请填写姓名" "Write your name",
    acknowledge_done "已生成 {file}，请交给文件负责人。" "{file} is made. Hand it to the document's owner.",
    acknowledge_mailed "邮件已在邮件程序中写好，请在那里发送。" "The mail stands ready in your mail program. Send it from there.",
    acknowledge_before "本机已于 {date} 确认读过 {version} 版。" "Confirmed on this machine on {date}: {version}.",
    acknowledge_file "已阅" "read",
    acknowledge_subject "已阅：{what}（{name}）" "Read: {what} ({name})",

    // What the repository knows of a page.
    commits "修订记录（版本库）" "Revisions in the repository",
    commit_subject "提交说明" "What was said",
    commit_author "提交人" "By",
    commit_id "提交号" "Commit",
}
