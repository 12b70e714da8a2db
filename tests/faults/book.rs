//! Handbooks made by numbers: as many as are wanted, each another one, all of them sound.

use std::collections::BTreeMap;

/// Numbers that look like chance and are the same for the same seed.
pub(crate) type Dice = fastrand::Rng;

/// A step; texts are as they stand in the file.
#[derive(Clone, Default)]
pub(crate) struct Step {
    pub(crate) number: usize,
    pub(crate) title: String,
    /// `name：value`, in order.
    pub(crate) fields: Vec<(String, String)>,
    /// The answers of a decision.
    pub(crate) answers: Vec<String>,
    pub(crate) text: String,
}

impl Step {
    /// Sets a field, in its place or at the end.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        match self.fields.iter_mut().find(|(field, _)| field == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.fields.push((name.to_owned(), value.to_owned())),
        }
    }

    pub(crate) fn drop_field(&mut self, name: &str) {
        self.fields.retain(|(field, _)| field != name);
    }

    pub(crate) fn get(&self, name: &str) -> &str {
        let field = self.fields.iter().find(|(field, _)| field == name);
        field.map_or("", |(_, value)| value)
    }

    fn written(&self) -> String {
        let mut text = format!("### {} {}\n\n", self.number, self.title);
        for (name, value) in &self.fields {
            text += &format!("- {name}：{value}\n");
        }
        if !self.answers.is_empty() {
            text += "- 下一步：\n";
        }
        for answer in &self.answers {
            text += &format!("  - {answer}\n");
        }
        format!("{text}\n{}\n", self.text)
    }
}

/// A page: its front matter, its text, its steps.
#[derive(Clone, Default)]
pub(crate) struct Page {
    pub(crate) path: String,
    /// `key = value`, in order; values as in TOML.
    pub(crate) head: Vec<(String, String)>,
    /// Tables after the keys.
    pub(crate) tables: String,
    pub(crate) text: String,
    pub(crate) steps: Vec<Step>,
    pub(crate) closing: String,
}

impl Page {
    /// Sets a key, in its place or at the end.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        match self.head.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.head.push((name.to_owned(), value.to_owned())),
        }
    }

    /// A key's value without its quotes.
    pub(crate) fn get(&self, name: &str) -> String {
        let key = self.head.iter().find(|(key, _)| key == name);
        key.map_or(String::new(), |(_, value)| {
            value.trim_matches('"').to_owned()
        })
    }

    fn written(&self) -> String {
        let mut text = String::from("+++\n");
        for (key, value) in &self.head {
            text += &format!("{key} = {value}\n");
        }
        text += &format!("{}+++\n\n{}\n", self.tables, self.text);
        if !self.steps.is_empty() {
            text += "\n## 步骤\n\n";
        }
        for step in &self.steps {
            text += &step.written();
        }
        if !self.closing.is_empty() {
            text += &format!("\n{}\n", self.closing);
        }
        text
    }
}

/// A handbook.
#[derive(Clone, Default)]
pub(crate) struct Book {
    pub(crate) settings: String,
    pub(crate) roles: Vec<Page>,
    pub(crate) references: Vec<Page>,
    pub(crate) templates: Vec<Page>,
    /// By the place of its template.
    pub(crate) forms: Vec<String>,
    pub(crate) procedures: Vec<Page>,
    pub(crate) packs: Vec<Page>,
    /// Files besides.
    pub(crate) others: BTreeMap<String, String>,
}

impl Book {
    /// Every file and its text.
    pub(crate) fn files(&self) -> BTreeMap<String, String> {
        let mut files = self.others.clone();
        files.insert("handbook.toml".to_owned(), self.settings.clone());
        for (template, form) in self.templates.iter().zip(&self.forms) {
            if !form.is_empty() {
                files.insert(format!("forms/{}.toml", template.get("code")), form.clone());
            }
        }
        let pages = (self.roles.iter().chain(&self.references))
            .chain(&self.templates)
            .chain(&self.procedures)
            .chain(&self.packs);
        for page in pages {
            files.insert(page.path.clone(), page.written());
        }
        files
    }

    /// A sound handbook; another for each seed.
    pub(crate) fn sound(seed: u64) -> Self {
        let mut dice = Dice::with_seed(seed);
        let (roles, procedures) = (4 + dice.usize(..4), 2 + dice.usize(..3));
        Self::of(&mut dice, roles, procedures)
    }

    /// A sound handbook of so many roles and procedures, and as many templates and forms as procedures.
    pub(crate) fn of(dice: &mut Dice, roles: usize, procedures: usize) -> Self {
        let mut book = Self {
            settings: "title = \"样例手册\"\nlanguage = \"zh-CN\"\n\n[[part]]\nid = \"first\"\n\
                       title = \"甲部\"\n\n[[part]]\nid = \"second\"\ntitle = \"乙部\"\n"
                .to_owned(),
            roles: (0..roles).map(role).collect(),
            references: vec![reference(roles)],
            packs: vec![pack()],
            ..Self::default()
        };
        for at in 0..procedures {
            let owner = dice.usize(..roles);
            book.forms.push(form(dice));
            book.templates.push(template(at, owner));
            let page = procedure(at, at + 1 == procedures, (owner, roles), dice);
            book.procedures.push(page);
        }
        book
    }
}

const TITLES: [&str; 8] = [
    "总经理",
    "计划部",
    "财务部",
    "销售部",
    "采购部",
    "仓储部",
    "质检部",
    "人事部",
];

fn role(at: usize) -> Page {
    let mut page = Page {
        path: format!("content/roles/role-{at}.md"),
        text: "## 职责\n\n- 办理本岗位的事项。".to_owned(),
        ..Page::default()
    };
    page.set("id", &format!("\"role-{at}\""));
    let title = TITLES
        .get(at)
        .map_or_else(|| format!("第{at}部"), |title| (*title).to_owned());
    page.set("title", &format!("\"{title}\""));
    if at > 0 {
        page.set("reports_to", &format!("\"role-{}\"", (at - 1) / 2));
    }
    page
}

fn reference(roles: usize) -> Page {
    let all: Vec<String> = (1..roles).map(|at| format!("[[role-{at}]]")).collect();
    let mut page = Page {
        path: "content/reference/D-1.md".to_owned(),
        text: format!("## 金额\n\n由[[role-0]]审批，知会{}。", all.join("、")),
        ..Page::default()
    };
    page.set("code", "\"D-1\"");
    page.set("title", "\"审批权限表\"");
    page.set("owner", "\"role-0\"");
    page.set("version", "\"1.0\"");
    page
}

fn pack() -> Page {
    let mut page = Page {
        path: "content/packs/course.md".to_owned(),
        text: "讲解全部流程。".to_owned(),
        ..Page::default()
    };
    page.set("id", "\"course\"");
    page.set("title", "\"新员工课程\"");
    page.set("audience", "[\"role-1\"]");
    page.set("items", "[\"P1\", { code = \"F-1\", copies = 2 }]");
    page
}

fn template(at: usize, owner: usize) -> Page {
    let code = format!("F-{}", at + 1);
    let mut page = Page {
        path: format!("content/templates/{code}.md"),
        text: format!("## 用途\n\n登记第 {} 类事项。", at + 1),
        ..Page::default()
    };
    page.set("code", &format!("\"{code}\""));
    page.set("title", &format!("\"登记表第{}号\"", at + 1));
    page.set("owner", &format!("\"role-{owner}\""));
    page.set("filled_by", &format!("[\"role-{owner}\"]"));
    page.set("signed_by", &format!("[\"role-{owner}\"]"));
    page.set("version", "\"1.0\"");
    page
}

/// A field of a form.
pub(crate) fn field(name: &str, kind: &str, more: &str) -> String {
    format!(
        "[[section.field]]\nname = \"{name}\"\ntype = \"{kind}\"\nlabel = \"{name} 栏\"\n{more}\n"
    )
}

fn form(dice: &mut Dice) -> String {
    let mut text = String::from("[[section]]\ntitle = \"登记\"\n\n");
    text += &field(
        "amount",
        "money",
        "unit = \"元\"\nconstraint = \". >= 0\"\n",
    );
    text += &field("pieces", "integer", "default = 1\n");
    let sum = "calculation = \"round(${amount} * ${pieces}, 2)\"\nunit = \"元\"\n";
    text += &field("sum", "calculate", sum);
    let choices = "choices = [{ name = \"cash\", label = \"现金\" }, { name = \"bank\", label = \"转账\" }]\n";
    text += &field("way", "select_one", choices);
    text += &field("note", "multiline", "relevant = \"${way} = 'cash'\"\n");
    if dice.usize(..2) == 1 {
        let items = "items = [\n  { name = \"price\", label = \"价格\", weight = 60 },\n  \
                     { name = \"speed\", label = \"速度\", weight = 40 },\n]\n";
        text += &field("rating", "score", items);
    }
    text + &field("signature", "signature", "")
}

const ACTIONS: [&str; 8] = [
    "编制方案",
    "核对清单",
    "登记台账",
    "汇总数据",
    "复核金额",
    "发送通知",
    "归档资料",
    "安排人员",
];

fn procedure(at: usize, is_last: bool, (owner, roles): (usize, usize), dice: &mut Dice) -> Page {
    let code = format!("P{}", at + 1);
    let count = 6 + dice.usize(..5);
    let mut page = Page {
        path: format!("content/procedures/{code}.md"),
        ..Page::default()
    };
    page.set("code", &format!("\"{code}\""));
    page.set("title", &format!("\"第{}类事项\"", at + 1));
    page.set(
        "part",
        if dice.usize(..2) == 0 {
            "\"first\""
        } else {
            "\"second\""
        },
    );
    page.set("owner", &format!("\"role-{owner}\""));
    page.set("version", "\"1.0\"");
    page.set("phases", "[\"月初\", \"月中\", \"月末\"]");
    page.set("lanes", &format!("[\"role-{owner}\"]"));
    page.set("inputs", &format!("[\"来件{at}\"]"));
    page.set("outputs", &format!("[\"成果{at}\"]"));
    let from = match at {
        0 => String::new(),
        _ => format!("，来自[[P{at}]]"),
    };
    page.text = format!("## 目的\n\n办好本类事项，权限见[[D-1]]{from}。");
    page.closing = format!("## 记录\n\n- [[F-{}]]保存 3 年。", at + 1);
    let decision = 3 + dice.usize(..count - 4);
    for number in 1..=count {
        page.steps
            .push(step(number, (at, decision, count), (owner, roles), dice));
    }
    let last = &mut page.steps[count - 1];
    last.set("输出", &format!("成果{at}"));
    let next = if is_last {
        "结束".to_owned()
    } else {
        format!("→ P{}#1", at + 2)
    };
    last.set("下一步", &next);
    page
}

fn step(
    number: usize,
    (at, decision, count): (usize, usize, usize),
    (owner, roles): (usize, usize),
    dice: &mut Dice,
) -> Step {
    let mut step = Step {
        number,
        title: ACTIONS[dice.usize(..ACTIONS.len())].to_owned(),
        text: format!("办理第 {number} 项。"),
        ..Step::default()
    };
    // Every role has a part somewhere: they take turns.
    let of = if number <= 2 {
        owner
    } else {
        (number + at * 3) % roles
    };
    if number == decision {
        step.set("类型", "判断");
        step.title = "审查材料".to_owned();
        step.answers = vec![
            format!("同意 → {}", number + 1),
            format!("退回 → {}", number - 1),
        ];
    }
    step.set("责任", &format!("[[role-{of}]]"));
    step.set("阶段", ["月初", "月中", "月末"][(number - 1) * 3 / count]);
    step.set("时限", &format!("{} 个工作日", 1 + dice.usize(..5)));
    let material = |of: usize| format!("材料{at}-{of}");
    step.set(
        "输入",
        &match number {
            1 => format!("来件{at}"),
            // The decision gives nothing of its own.
            _ if number == decision + 1 => material(number - 2),
            _ => material(number - 1),
        },
    );
    if number < count && number != decision {
        step.set("输出", &material(number));
    }
    let form = format!("[[F-{}]]", at + 1);
    step.set("表单", if number == 1 { &form } else { "无" });
    step
}
