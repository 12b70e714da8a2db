//! What cannot be renamed whole, and what to do about it.

use crate::diagnostic::{Code, Diagnostic, Lines, Text, code, nearest, say};
use crate::model::{Book, Index, Item, Kind};
use crate::rename::{Named, Thing, Wanted};
use crate::source::{SourcePath, Sources, Spanned};

/// What keeps a file, or a part of it, from being read, so that references in it are not seen.
const UNREAD: [&Code; 8] = [
    &code::BAD_DATE,
    &code::FRONT_MATTER,
    &code::NOT_UTF8,
    &code::TOML_SYNTAX,
    &code::TOO_DEEP,
    &code::TOO_LARGE,
    &code::UNREADABLE,
    &code::MALFORMED_STEP,
];

type Refused = Result<(), Text>;

pub(super) fn unread(found: &[Diagnostic], sources: &Sources) -> Refused {
    let Some(first) = found.iter().find(|found| UNREAD.contains(&found.code)) else {
        return Ok(());
    };
    let (path, start) = (&first.primary.path, first.primary.span.start);
    let (line, column) = Lines::new(sources).line_column(path, start);
    Err(say!(
        "`{}:{}:{}` cannot be read, and may name it: {}\nmend it first: `procbook check`",
        "`{}:{}:{}` 读不出来，里面可能引用了它：{}\n先改好：`procbook check`",
        path.as_str(),
        line,
        column,
        first.message
    ))
}

/// What bears the old name.
pub(super) fn thing(book: &Book, wanted: Wanted<'_>) -> Result<Thing, Text> {
    let Named::Page(kind) = wanted.named else {
        let parts = &book.config.parts;
        let ids = || parts.iter().map(|part| part.id.value.as_str());
        return match ids().position(|id| id == wanted.old) {
            Some(at) => Ok(Thing::Part(Index::new(at))),
            None => Err(unknown(wanted, ids())),
        };
    };
    let pages = || book.items().filter(|item| item.kind() == kind);
    let mut named = pages().filter(|item| book.code(*item) == wanted.old);
    match (named.next(), named.next()) {
        (Some(item), None) => Ok(Thing::Page(item)),
        (Some(one), Some(other)) => Err(say!(
            "`{}` and `{}` both have the code `{}`\ngive one of them another code first",
            "`{}` 和 `{}` 的编号都是 `{}`\n先给其中一个换编号",
            book.path(one).as_str(),
            book.path(other).as_str(),
            wanted.old
        )),
        (None, _) => {
            let mut others = book.items().filter(|item| item.kind() != Kind::Form);
            match others.find(|item| book.code(*item) == wanted.old) {
                Some(other) => Err(say!(
                    "`{0}` is of another kind: `{2}`\nrun `procbook rename {2} {0} {1}`",
                    "`{0}` 是另一种页面：`{2}`\n改用 `procbook rename {2} {0} {1}`",
                    wanted.old,
                    wanted.new,
                    other.kind().word()
                )),
                None => Err(unknown(wanted, pages().map(|item| book.code(item)))),
            }
        }
    }
}

fn unknown<'a>(wanted: Wanted<'_>, names: impl Iterator<Item = &'a str>) -> Text {
    match nearest(wanted.old, names) {
        Some(near) => say!(
            "nothing of that kind is called `{}`\ndid you mean `{}`?",
            "没有 `{}`\n是不是想写 `{}`？",
            wanted.old,
            near
        ),
        None => say!(
            "nothing of that kind is called `{}`\nwrite its code as `procbook check` shows it",
            "没有 `{}`\n写它现在的编号，`procbook check` 里显示的就是",
            wanted.old
        ),
    }
}

/// Whether the new name is free.
pub(super) fn taken(book: &Book, wanted: Wanted<'_>, thing: Thing) -> Refused {
    let Wanted { old, new, .. } = wanted;
    if old == new {
        return Err(say!("`{}` is its code already", "编号已经是 `{}`", new));
    }
    let folded = new.to_lowercase();
    if let Thing::Part(_) = thing {
        let mut parts = book.config.parts.iter();
        let same = parts.find(|part| part.id.value.as_str() == new || part.title == new);
        return same.map_or(Ok(()), |part| {
            Err(say!(
                "`{}` names the part `{}` already\ngive another id",
                "`{}` 已经是篇 `{}` 的名字\n换一个编号",
                new,
                part.title
            ))
        });
    }
    let mut retired = book.config.retired_codes.iter();
    if retired.any(|code| code.value.to_lowercase() == folded) {
        return Err(say!(
            "`{}` was given up: `retired_codes` in `handbook.toml` lists it\ngive a code that no page had",
            "`{}` 已经停用：`handbook.toml` 的 `retired_codes` 里有它\n换一个没有用过的编号",
            new
        ));
    }
    for item in book.items().filter(|item| Thing::Page(*item) != thing) {
        let own_form = item.kind() == Kind::Form && book.code(item) == old;
        if !own_form && book.code(item).to_lowercase() == folded {
            return Err(say!(
                "the code `{}` is taken by `{}`\ngive another",
                "编号 `{}` 已经给了 `{}`\n换一个",
                book.code(item),
                book.path(item).as_str()
            ));
        }
        let mut aliases = aliases(book, item).iter();
        if book.title(item) == new || aliases.any(|alias| alias.value == new) {
            return Err(say!(
                "`{}` is a title or an alias of `{}`\ngive another code, or take it out there",
                "`{}` 是 `{}` 的名称或别名\n换一个编号，或者先从那里去掉",
                new,
                book.path(item).as_str()
            ));
        }
    }
    Ok(())
}

fn aliases(book: &Book, item: Item) -> &[Spanned<String>] {
    match item {
        Item::Procedure(at) => &book.procedure(at).aliases,
        Item::Role(at) => &book.role(at).aliases,
        Item::Template(at) => &book.template(at).aliases,
        Item::Reference(at) => &book.reference(at).aliases,
        Item::Pack(at) => &book.pack(at).aliases,
        Item::Form(_) => &[],
    }
}

/// Whether a file can get its new name.
pub(super) fn in_the_way(sources: &Sources, from: &SourcePath, to: &SourcePath) -> Refused {
    let wanted = to.as_str().to_lowercase();
    let mut there = sources.texts.keys().chain(sources.assets.keys());
    let found = there.find(|path| *path != from && path.as_str().to_lowercase() == wanted);
    found.map_or(Ok(()), |path| {
        Err(say!(
            "`{}` is in the way\nmove it away, or give another code",
            "`{}` 占了这个名字\n把它移走，或者换一个编号",
            path.as_str()
        ))
    })
}
