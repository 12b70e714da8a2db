//! What a file's name says of its content.
//!
//! In: a site path. Out: a content type. It must not look at the bytes: browsers are told not to guess either.

/// The content type of a file of this name.
pub(super) fn content_type(path: &str) -> &'static str {
    match extension(path).as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "txt" | "toml" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "mp4" => "video/mp4",
        _ => "application/octet-stream",
    }
}

/// Whether the file is a page, which carries the live script when it is served.
pub(super) fn is_page(path: &str) -> bool {
    matches!(extension(path).as_str(), "html" | "htm")
}

/// Whether the file is a style sheet, which an open page takes anew without being loaded again.
pub(super) fn is_style(path: &str) -> bool {
    extension(path) == "css"
}

/// Whether the file is shown or run as a part of the pages that name it.
pub(super) fn is_part_of_pages(path: &str) -> bool {
    let kind = content_type(path);
    ["text/javascript", "image/", "font/"]
        .iter()
        .any(|wanted| kind.starts_with(wanted))
}

fn extension(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase())
        .unwrap_or_default()
}
