//! Conditions in words: comparisons, `and`, `or`, `not`, `selected`.

use crate::model::expression::{Expression, ExpressionKind, Operator};
use crate::model::form::{Field, FieldKind};
use crate::render::speech::language::{fill, sign};
use crate::render::speech::{Speaker, Voice, is_time};

/// One thing that is said, most often of a subject.
struct Term {
    /// What it is said of; `None` for the field itself.
    subject: Option<String>,
    said: Said,
}

/// What is said.
enum Said {
    /// A pattern, as said of a subject and after “must”, and the values that it takes.
    Pattern {
        pattern: [&'static str; 2],
        values: Vec<String>,
        /// Whether it takes all of the values, or any of them.
        all: bool,
    },
    /// `≥ 0`
    Sign(String),
    /// A sentence that names its own subjects; whether it falls apart among others.
    Sentence(String, bool),
}

impl<'a> Speaker<'a> {
    /// A condition in words.
    pub(super) fn condition(&self, piece: &Expression, voice: Voice<'a>) -> String {
        match connective(piece) {
            Some(operator) => self.several(piece, operator, voice),
            None => self.sentence(&self.term(piece, voice), voice, false),
        }
    }

    /// `a and b and c`, or the same with `or`; what is said alike of one subject is said together.
    fn several(&self, piece: &Expression, operator: Operator, voice: Voice<'a>) -> String {
        let mut pieces = Vec::new();
        flatten(piece, operator, &mut pieces);
        let mut terms: Vec<Term> = Vec::new();
        for piece in pieces {
            let term = self.term(piece, voice);
            let joined =
                (terms.last_mut()).is_some_and(|before| self.join(before, &term, operator));
            if !joined {
                terms.push(term);
            }
        }
        let between = if operator == Operator::And {
            self.language.and
        } else {
            self.language.or
        };
        let mut said: Vec<String> = Vec::new();
        for (at, term) in terms.iter().enumerate() {
            let repeated = at > 0 && terms[at - 1].subject == term.subject;
            said.push(match &term.said {
                Said::Sentence(said, true) if terms.len() > 1 => {
                    fill(self.language.brackets, &[said])
                }
                Said::Sentence(..) | Said::Sign(_) | Said::Pattern { .. } => {
                    self.sentence(term, voice, repeated)
                }
            });
        }
        said.join(between)
    }

    /// Puts `next` into `before` when both say the same of one subject, of other values.
    fn join(&self, before: &mut Term, next: &Term, operator: Operator) -> bool {
        let (
            Said::Pattern {
                pattern,
                values,
                all,
            },
            Said::Pattern {
                pattern: same,
                values: more,
                ..
            },
        ) = (&mut before.said, &next.said)
        else {
            return false;
        };
        let and = operator == Operator::And;
        let joins = *same == self.language.includes || (!and && *same == self.language.is);
        if !joins || pattern != same || before.subject != next.subject {
            return false;
        }
        values.extend(more.iter().cloned());
        *all = and;
        true
    }

    /// A term in words; `repeated` when the one before it has the same subject.
    fn sentence(&self, term: &Term, voice: Voice<'a>, repeated: bool) -> String {
        let language = self.language;
        let must = voice.must && term.subject.is_none();
        let subject = term.subject.as_deref().unwrap_or(language.own);
        match &term.said {
            Said::Sentence(said, _) => said.clone(),
            Said::Sign(said) if repeated => said.clone(),
            Said::Sign(said) if must => format!("{}{said}", language.be),
            Said::Sign(said) => format!("{subject} {said}"),
            Said::Pattern {
                pattern,
                values,
                all,
            } => {
                let said = fill(pattern[usize::from(must)], &[&self.listed(values, *all)]);
                if must {
                    said
                } else {
                    format!("{subject}{}{said}", language.joint)
                }
            }
        }
    }

    /// `「甲」、「乙」或「丙」`
    fn listed(&self, values: &[String], all: bool) -> String {
        let language = self.language;
        let last_word = if all {
            language.last_and
        } else {
            language.last_or
        };
        match values {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{}{last_word}{last}", first.join(language.list)),
        }
    }

    fn term(&self, piece: &Expression, voice: Voice<'a>) -> Term {
        match &piece.kind {
            ExpressionKind::Binary {
                operator,
                left,
                right,
            } if operator.strength() <= 4 => match connective(piece) {
                Some(inner) => sentence(self.several(piece, inner, voice), true),
                None => self.comparison(*operator, left, right, voice),
            },
            ExpressionKind::Boolean(truth) => {
                let (always, never) = (self.language.always, self.language.never);
                sentence((if *truth { always } else { never }).to_owned(), false)
            }
            ExpressionKind::Call {
                function,
                arguments,
            } => match (function.value.as_str(), arguments.as_slice()) {
                ("not", [inner]) => self.denied(inner, voice),
                ("selected", [set, choice]) => {
                    self.included(self.language.includes, set, choice, voice)
                }
                _ => self.holding(piece, voice),
            },
            ExpressionKind::Number(_)
            | ExpressionKind::Text(_)
            | ExpressionKind::Field(_)
            | ExpressionKind::Own
            | ExpressionKind::Negative(_)
            | ExpressionKind::Binary { .. } => self.holding(piece, voice),
        }
    }

    /// A value that is a truth itself.
    fn holding(&self, piece: &Expression, voice: Voice<'a>) -> Term {
        Term {
            subject: self.subject(piece, voice),
            said: pattern(self.language.holds, Vec::new()),
        }
    }

    fn subject(&self, piece: &Expression, voice: Voice<'a>) -> Option<String> {
        (piece.kind != ExpressionKind::Own).then(|| self.value(piece, None, voice))
    }

    fn included(
        &self,
        words: [&'static str; 2],
        set: &Expression,
        choice: &Expression,
        voice: Voice<'a>,
    ) -> Term {
        Term {
            subject: self.subject(set, voice),
            said: pattern(
                words,
                vec![self.value(choice, self.field(set, voice), voice)],
            ),
        }
    }

    /// `not(…)`: by the opposite word where there is one.
    fn denied(&self, inner: &Expression, voice: Voice<'a>) -> Term {
        match &inner.kind {
            ExpressionKind::Call {
                function,
                arguments,
            } => match (function.value.as_str(), arguments.as_slice()) {
                ("not", [twice]) => return self.term(twice, voice),
                ("selected", [set, choice]) => {
                    return self.included(self.language.includes_not, set, choice, voice);
                }
                _ => {}
            },
            ExpressionKind::Binary {
                operator: Operator::Equal,
                left,
                right,
            } => {
                return self.comparison(Operator::NotEqual, left, right, voice);
            }
            ExpressionKind::Binary {
                operator: Operator::NotEqual,
                left,
                right,
            } => {
                return self.comparison(Operator::Equal, left, right, voice);
            }
            ExpressionKind::Boolean(truth) => {
                let opposite = ExpressionKind::Boolean(!truth);
                let piece = Expression {
                    kind: opposite,
                    span: inner.span,
                };
                return self.term(&piece, voice);
            }
            ExpressionKind::Number(_)
            | ExpressionKind::Text(_)
            | ExpressionKind::Field(_)
            | ExpressionKind::Own
            | ExpressionKind::Negative(_)
            | ExpressionKind::Binary { .. } => {}
        }
        let said = self.condition(
            inner,
            Voice {
                must: false,
                ..voice
            },
        );
        let said = fill(self.language.brackets, &[&said]);
        sentence(fill(self.language.not, &[&said]), false)
    }

    fn comparison(
        &self,
        operator: Operator,
        left: &Expression,
        right: &Expression,
        voice: Voice<'a>,
    ) -> Term {
        // `1 < ${a}` is said from the field: `「甲」> 1`.
        if is_literal(left) && !is_literal(right) {
            return self.comparison(turned(operator), right, left, voice);
        }
        let language = self.language;
        let beside = self.field(left, voice).or_else(|| self.field(right, voice));
        let subject = self.subject(left, voice);
        let equal = operator == Operator::Equal;
        if right.text() == Some("") && matches!(operator, Operator::Equal | Operator::NotEqual) {
            let words = if equal {
                language.empty
            } else {
                language.filled
            };
            return Term {
                subject,
                said: pattern(words, Vec::new()),
            };
        }
        let counted = matches!(right.kind, ExpressionKind::Number(_))
            || beside.map_or(right.text().is_none(), is_counted);
        let value = self.value(right, beside, voice);
        let said = match language.order_in_time(operator) {
            Some(words) if self.is_time(left, voice) || self.is_time(right, voice) => {
                pattern(words, vec![value])
            }
            Some(_) => Said::Sign(format!("{} {value}", sign(operator))),
            None if counted => Said::Sign(format!("{} {value}", sign(operator))),
            None => pattern(
                if equal { language.is } else { language.is_not },
                vec![value],
            ),
        };
        Term { subject, said }
    }

    fn is_time(&self, piece: &Expression, voice: Voice<'a>) -> bool {
        if let ExpressionKind::Call {
            function,
            arguments,
        } = &piece.kind
        {
            return match function.value.as_str() {
                "today" => true,
                "min" | "max" | "if" => arguments.iter().any(|one| self.is_time(one, voice)),
                _ => false,
            };
        }
        (self.field(piece, voice)).is_some_and(|field| is_time(&field.kind))
    }
}

/// `and` or `or`, when this is one.
fn connective(piece: &Expression) -> Option<Operator> {
    if let ExpressionKind::Binary { operator, .. } = &piece.kind {
        matches!(operator, Operator::And | Operator::Or).then_some(*operator)
    } else {
        None
    }
}

fn flatten<'e>(piece: &'e Expression, joint: Operator, pieces: &mut Vec<&'e Expression>) {
    if let ExpressionKind::Binary {
        operator,
        left,
        right,
    } = &piece.kind
        && *operator == joint
    {
        flatten(left, joint, pieces);
        flatten(right, joint, pieces);
    } else {
        pieces.push(piece);
    }
}

const fn pattern(pattern: [&'static str; 2], values: Vec<String>) -> Said {
    Said::Pattern {
        pattern,
        values,
        all: false,
    }
}

const fn sentence(said: String, loose: bool) -> Term {
    Term {
        subject: None,
        said: Said::Sentence(said, loose),
    }
}

/// Whether it is said better after what it is compared with: a number, a text, the day of filling in.
fn is_literal(piece: &Expression) -> bool {
    let plain = matches!(
        piece.kind,
        ExpressionKind::Number(_) | ExpressionKind::Text(_) | ExpressionKind::Boolean(_)
    );
    let today = matches!(
        &piece.kind,
        ExpressionKind::Call { function, .. } if function.value == "today"
    );
    plain || today
}

/// The same comparison, read from its other side.
const fn turned(operator: Operator) -> Operator {
    match operator {
        Operator::Less => Operator::Greater,
        Operator::LessOrEqual => Operator::GreaterOrEqual,
        Operator::Greater => Operator::Less,
        Operator::GreaterOrEqual => Operator::LessOrEqual,
        Operator::Or
        | Operator::And
        | Operator::Equal
        | Operator::NotEqual
        | Operator::Add
        | Operator::Subtract
        | Operator::Multiply
        | Operator::Divide
        | Operator::Remainder => operator,
    }
}

/// Whether a field holds a number, of which people say `=` rather than “is”.
fn is_counted(field: &Field) -> bool {
    matches!(
        field.kind,
        FieldKind::Integer
            | FieldKind::Decimal
            | FieldKind::Money
            | FieldKind::Percent
            | FieldKind::Range(_)
            | FieldKind::Score(_)
    )
}
