//! Steps are suspect when their forms change, until their owner says that they fit.

use crate::Outcome;
use crate::repo::Repo;

const PROCEDURE: &str = "content/procedures/P1.1.md";
const FORM: &str = "forms/F-001.toml";
const TEMPLATE: &str = "content/templates/F-001.md";

/// A released handbook of which one form has a new field and a new version.
fn with_a_changed_form() -> anyhow::Result<Repo> {
    let repo = Repo::new("")?;
    repo.commit("2026-01-05")?;
    repo.git(&["tag", "-a", "handbook/2026.1", "-m", "手册 2026.1"])?;
    let form = repo.read(FORM)?;
    let field = "\n[[section.field]]\nname = \"reason\"\ntype = \"multiline\"\nlabel = \"依据\"\n";
    repo.write(FORM, &format!("{form}{field}"))?;
    renew(&repo, "1.0", "1.1")?;
    Ok(repo)
}

/// The form's next version, with a line on what changed.
fn renew(repo: &Repo, old: &str, new: &str) -> Outcome {
    let template = repo.read(TEMPLATE)?;
    let next = template.replace(
        &format!("version = \"{old}\"\n+++"),
        &format!(
            "version = \"{new}\"\n\n[[revisions]]\nversion = \"{new}\"\nnote = \"增加依据\"\n+++"
        ),
    );
    assert_ne!(next, template);
    repo.write(TEMPLATE, &next)
}

fn suspects(repo: &Repo) -> anyhow::Result<Vec<String>> {
    let (_, _, found) = repo.procbook(&["check", "--format", "short", "--language", "en"])?;
    let lines = found.lines().filter(|line| line.contains("[suspect-step]"));
    Ok(lines.map(str::to_owned).collect())
}

#[test]
fn a_step_is_suspect_until_its_owner_confirms() -> Outcome {
    let repo = with_a_changed_form()?;
    assert_eq!(
        suspects(&repo)?,
        [
            "content/procedures/P1.1.md:21:8: warning[suspect-step]: step 1 may no longer fit form `F-001`, \
             whose fields changed since release `2026.1`"
        ]
    );
    let (exit, out, err) = repo.procbook(&["review", "P1.1"])?;
    assert_eq!((exit, err.as_str()), (0, "P1.1 已对照 F-001 1.1 核对\n"));
    assert!(
        out.contains("+reviewed = { \"F-001\" = \"1.1\" }\n"),
        "{out}"
    );
    let text = repo.read(PROCEDURE)?;
    let line = "version = \"1.0\"\nreviewed = { \"F-001\" = \"1.1\" }\nphases = ";
    assert!(text.contains(line), "{text}");
    assert_eq!(suspects(&repo)?, Vec::<String>::new());
    let again = repo.procbook(&["review", "P1.1", "--language", "en"])?;
    let said = "every form of P1.1 has been looked at\n".to_owned();
    assert_eq!(again, (0, String::new(), said));
    assert_eq!(repo.read(PROCEDURE)?, text);
    Ok(())
}

#[test]
fn a_form_confirmed_by_name_stands_beside_the_others() -> Outcome {
    let repo = with_a_changed_form()?;
    let text = repo.read(PROCEDURE)?;
    let with = "version = \"1.0\"\r\nreviewed = { 'F-001' = \"0.9\" }";
    let text = text
        .replace('\n', "\r\n")
        .replace("version = \"1.0\"", with);
    repo.write(PROCEDURE, &text)?;
    let (exit, _, err) = repo.procbook(&["review", "P1.1", "F-002", "F-001"])?;
    assert_eq!(exit, 0, "{err}");
    let pairs = "{ \"F-001\" = \"1.1\", \"F-002\" = \"1.0\" }";
    let wanted = text.replace("{ 'F-001' = \"0.9\" }", pairs);
    assert_eq!(repo.read(PROCEDURE)?, wanted);
    Ok(())
}

#[test]
fn a_form_in_another_version_is_suspect_without_a_release() -> Outcome {
    let repo = Repo::without_git()?;
    let text = repo.read(PROCEDURE)?;
    let with = "version = \"1.0\"\nreviewed = { \"F-002\" = \"0.9\" }";
    repo.write(PROCEDURE, &text.replace("version = \"1.0\"", with))?;
    assert_eq!(suspects(&repo)?.len(), 1);
    let (exit, _, err) = repo.procbook(&["review", "P1.1"])?;
    assert_eq!((exit, err.as_str()), (0, "P1.1 已对照 F-002 1.0 核对\n"));
    assert_eq!(suspects(&repo)?, Vec::<String>::new());
    Ok(())
}

#[test]
fn what_cannot_be_confirmed_is_refused() -> Outcome {
    let repo = with_a_changed_form()?;
    let text = repo.read(PROCEDURE)?;
    for (arguments, said) in [
        (
            &["review", "P1.11"][..],
            "error: there is no procedure `P1.11`; did you mean `P1.1`?\n",
        ),
        (
            &["review", "P1.1", "F-003"],
            "error: no step of P1.1 fills in form `F-003`; did you mean `F-001`?\n",
        ),
    ] {
        let told = repo.procbook(arguments)?;
        assert_eq!(told, (2, String::new(), said.to_owned()));
    }
    assert_eq!(repo.read(PROCEDURE)?, text);
    Ok(())
}
