//! The layouts and static files that the program carries with it: this repository's own folders.
//!
//! In: nothing. Out: names and contents. It must not know what they mean.

/// The layouts: name under `layouts/`, text.
pub(crate) const LAYOUTS: &[(&str, &str)] = &[
    ("base.html", include_str!("../../layouts/base.html")),
    (
        "components.html",
        include_str!("../../layouts/components.html"),
    ),
    ("changes.html", include_str!("../../layouts/changes.html")),
    (
        "changes-alone.html",
        include_str!("../../layouts/changes-alone.html"),
    ),
    (
        "changes-list.html",
        include_str!("../../layouts/changes-list.html"),
    ),
    ("drafts.html", include_str!("../../layouts/drafts.html")),
    (
        "form-fields.html",
        include_str!("../../layouts/form-fields.html"),
    ),
    (
        "form-scripts.html",
        include_str!("../../layouts/form-scripts.html"),
    ),
    (
        "form-words.html",
        include_str!("../../layouts/form-words.html"),
    ),
    (
        "edition-data.html",
        include_str!("../../layouts/edition-data.html"),
    ),
    (
        "edition-head.html",
        include_str!("../../layouts/edition-head.html"),
    ),
    ("edition.html", include_str!("../../layouts/edition.html")),
    ("form.html", include_str!("../../layouts/form.html")),
    ("home.html", include_str!("../../layouts/home.html")),
    ("gone.html", include_str!("../../layouts/gone.html")),
    (
        "landscape.html",
        include_str!("../../layouts/landscape.html"),
    ),
    (
        "not-found.html",
        include_str!("../../layouts/not-found.html"),
    ),
    ("pack.html", include_str!("../../layouts/pack.html")),
    ("part.html", include_str!("../../layouts/part.html")),
    (
        "procedure.html",
        include_str!("../../layouts/procedure.html"),
    ),
    ("raci.html", include_str!("../../layouts/raci.html")),
    (
        "reference.html",
        include_str!("../../layouts/reference.html"),
    ),
    (
        "acknowledge.html",
        include_str!("../../layouts/acknowledge.html"),
    ),
    (
        "acknowledge-form.html",
        include_str!("../../layouts/acknowledge-form.html"),
    ),
    ("status.html", include_str!("../../layouts/status.html")),
    ("register.html", include_str!("../../layouts/register.html")),
    ("releases.html", include_str!("../../layouts/releases.html")),
    ("role.html", include_str!("../../layouts/role.html")),
    ("sidebar.html", include_str!("../../layouts/sidebar.html")),
    ("template.html", include_str!("../../layouts/template.html")),
];

/// What published pages of every release load from the root, by its path there. It is the program's even where the
/// files of an old release have others of that name.
pub(crate) const PUBLISHED: &[(&str, &[u8])] = &[
    (
        "releases/release.css",
        include_bytes!("../../static/release.css"),
    ),
    (
        "releases/release.js",
        include_bytes!("../../static/release.js"),
    ),
];

/// The static files: name under `static/`, bytes.
pub(crate) const STATIC: &[(&str, &[u8])] = &[
    ("chart.css", include_bytes!("../../static/chart.css")),
    ("changes.css", include_bytes!("../../static/changes.css")),
    ("changes.js", include_bytes!("../../static/changes.js")),
    ("drafts.css", include_bytes!("../../static/drafts.css")),
    ("drafts.js", include_bytes!("../../static/drafts.js")),
    ("form.css", include_bytes!("../../static/form.css")),
    (
        "form-checks.js",
        include_bytes!("../../static/form-checks.js"),
    ),
    (
        "form-compute.js",
        include_bytes!("../../static/form-compute.js"),
    ),
    (
        "form-decimal.js",
        include_bytes!("../../static/form-decimal.js"),
    ),
    (
        "form-drafts.js",
        include_bytes!("../../static/form-drafts.js"),
    ),
    (
        "form-evaluate.js",
        include_bytes!("../../static/form-evaluate.js"),
    ),
    (
        "form-fields.js",
        include_bytes!("../../static/form-fields.js"),
    ),
    (
        "form-files.js",
        include_bytes!("../../static/form-files.js"),
    ),
    (
        "form-import.js",
        include_bytes!("../../static/form-import.js"),
    ),
    (
        "form-progress.js",
        include_bytes!("../../static/form-progress.js"),
    ),
    ("form-send.js", include_bytes!("../../static/form-send.js")),
    (
        "form-signature.js",
        include_bytes!("../../static/form-signature.js"),
    ),
    (
        "form-store.js",
        include_bytes!("../../static/form-store.js"),
    ),
    (
        "form-submit.js",
        include_bytes!("../../static/form-submit.js"),
    ),
    (
        "form-switch.js",
        include_bytes!("../../static/form-switch.js"),
    ),
    (
        "form-print.js",
        include_bytes!("../../static/form-print.js"),
    ),
    ("form.js", include_bytes!("../../static/form.js")),
    ("handbook.css", include_bytes!("../../static/handbook.css")),
    ("handbook.js", include_bytes!("../../static/handbook.js")),
    ("icon.svg", include_bytes!("../../static/icon.svg")),
    ("pack.css", include_bytes!("../../static/pack.css")),
    ("pack.js", include_bytes!("../../static/pack.js")),
    (
        "acknowledge.js",
        include_bytes!("../../static/acknowledge.js"),
    ),
    ("control.css", include_bytes!("../../static/control.css")),
    ("status.js", include_bytes!("../../static/status.js")),
    ("register.css", include_bytes!("../../static/register.css")),
    ("register.js", include_bytes!("../../static/register.js")),
    (
        "role-changes.js",
        include_bytes!("../../static/role-changes.js"),
    ),
    ("print.css", include_bytes!("../../static/print.css")),
    ("theme.js", include_bytes!("../../static/theme.js")),
];
