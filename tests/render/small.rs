//! A small handbook, file by file.

pub(crate) const HANDBOOK: &[(&str, &str)] = &[
    (
        "handbook.toml",
        r#"
title = "手册 & <样本>"
language = "zh-CN"
summary = "一句话"

[[part]]
id = "planning"
title = "计划"
"#,
    ),
    (
        "content/roles/clerk.md",
        r#"+++
id = "clerk"
title = "文员"
reports_to = "chief"
+++

见 [[A-1#2]] 和 [[没有]]。
"#,
    ),
    (
        "content/roles/chief.md",
        "+++\nid = \"chief\"\ntitle = \"主管\"\n+++\n\n批准。\n",
    ),
    (
        "content/procedures/A-1.md",
        r#"+++
code = "A-1"
title = "领用"
part = "planning"
owner = "chief"
version = "1.0"
status = "effective"
basis = "sourced"
effective = 2026-10-01
review_by = 2027-10-01
+++

## 目的

一张[[F-001]]，见[[A-1#1]]。

| 甲 | 乙 |
| --- | --- |
| 1 | 2 |

## 步骤

### 1 申请

- 责任：[[clerk]]
- 表单：[[F-001]]

### 2 批准

- 类型：判断
- 责任：[[chief]]
- 知会：[[clerk]]
- 表单：无
- 下一步：
  - 同意 → 结束
  - 不同意 → 1

```rust
fn main() {}
```
"#,
    ),
    (
        "content/templates/F-001.md",
        r#"+++
code = "F-001"
title = "=领用单"
owner = "chief"
filled_by = ["clerk"]
version = "1.0"
+++

填写。
"#,
    ),
    (
        "forms/F-001.toml",
        r#"
paper = "A5"
orientation = "landscape"

[[section]]
title = "内容"

[[section.field]]
name = "what"
type = "text"
label = "物品"
required = true

[[section.field]]
name = "rows"
type = "table"
label = "明细"
rows = { print = 4 }

[[section.field.columns]]
name = "amount"
type = "money"
label = "金额"
total = true
"#,
    ),
    (
        "content/reference/D-001.md",
        "+++\ncode = \"D-001\"\ntitle = \"术语\"\n+++\n\n## 甲\n\n乙\n",
    ),
];
