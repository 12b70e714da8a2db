//! A row of the sheet `survey`: its columns, in their order.

/// One row.
#[derive(Default)]
pub(super) struct Row {
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) required: bool,
    pub(super) read_only: bool,
    pub(super) relevant: String,
    pub(super) constraint: String,
    pub(super) constraint_message: String,
    pub(super) calculation: String,
    pub(super) default: String,
    pub(super) appearance: String,
    pub(super) parameters: String,
    pub(super) repeat_count: String,
}

impl Row {
    pub(super) fn new(kind: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            kind: kind.into(),
            name: name.into(),
            ..Self::default()
        }
    }

    /// The head of the sheet; `labelled` adds the language.
    pub(super) fn head(labelled: impl Fn(&str) -> String) -> Vec<String> {
        let plain = str::to_owned;
        vec![
            plain("type"),
            plain("name"),
            labelled("label"),
            labelled("hint"),
            plain("required"),
            plain("read_only"),
            plain("relevant"),
            plain("constraint"),
            labelled("constraint_message"),
            plain("calculation"),
            plain("default"),
            plain("appearance"),
            plain("parameters"),
            plain("repeat_count"),
        ]
    }

    /// The cells, in the order of the head.
    pub(super) fn cells(self) -> Vec<String> {
        let yes = |is: bool| if is { "yes".to_owned() } else { String::new() };
        vec![
            self.kind,
            self.name,
            self.label,
            self.hint,
            yes(self.required),
            yes(self.read_only),
            self.relevant,
            self.constraint,
            self.constraint_message,
            self.calculation,
            self.default,
            self.appearance,
            self.parameters,
            self.repeat_count,
        ]
    }
}
