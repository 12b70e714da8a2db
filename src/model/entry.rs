//! One file's item as `parse` leaves it: its references are still the author's words.

use crate::model::config::Config;
use crate::model::form::Form;
use crate::model::id::Parsed;
use crate::model::pack::Pack;
use crate::model::procedure::Procedure;
use crate::model::reference::Reference;
use crate::model::role::Role;
use crate::model::template::Template;

/// What one source file holds.
#[expect(
    clippy::large_enum_variant,
    reason = "an entry lives behind an Arc of its own, so its size costs nothing"
)]
pub enum Entry {
    /// `handbook.toml`.
    Config(Config),
    /// A procedure.
    Procedure(Procedure<Parsed>),
    /// A role.
    Role(Role<Parsed>),
    /// A template.
    Template(Template<Parsed>),
    /// A form.
    Form(Form),
    /// A reference page.
    Reference(Reference<Parsed>),
    /// A pack.
    Pack(Pack<Parsed>),
}
