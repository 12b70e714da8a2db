//! A text as a QR code.
//!
//! In: a text, most often an address. Out: a picture in SVG. It must not know what the text is of.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

/// Empty modules around the code. Readers want four; the sheet around it is empty too.
const QUIET: i32 = 2;

/// The code as an SVG picture of so many millimetres; `None` when the text is too long for any code.
pub(crate) fn svg(text: &str, millimetres: &str) -> Option<String> {
    // Larger modules read better from paper than more of them; spare room goes to correction all the same.
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let size = code.size() + 2 * QUIET;
    let mut svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='{millimetres}mm' height='{millimetres}mm' \
         viewBox='0 0 {size} {size}' shape-rendering='crispEdges'><path stroke='#000' d='"
    );
    for y in 0..code.size() {
        push_row(&mut svg, &code, y);
    }
    svg.push_str("'/></svg>");
    Some(svg)
}

/// One row, as a line for each run of dark modules.
fn push_row(svg: &mut String, code: &QrCode, y: i32) {
    let dark = |x: i32| code.get_module(x, y);
    let mut x = 0;
    while x < code.size() {
        if !dark(x) {
            x += 1;
            continue;
        }
        let start = x;
        while dark(x) {
            x += 1;
        }
        // Writing to a string cannot fail.
        let _ = write!(svg, "M{} {}.5h{}", start + QUIET, y + QUIET, x - start);
    }
}
