//! Questions about the text of a script: what stands where, and which words are like a given one.

use rhai::{AST, ASTNode, Expr, Stmt};

/// The first and last line of each top-level statement. The last one may be too early by a closing bracket.
pub fn spans(ast: &AST) -> Vec<(u32, u32)> {
    ast.statements().iter().map(span).collect()
}

fn span(statement: &Stmt) -> (u32, u32) {
    let (mut first, mut last) = (u32::MAX, 0);
    let mut see = |position: rhai::Position| {
        if let Some(line) = position.line() {
            first = first.min(line as u32);
            last = last.max(line as u32);
        }
    };
    statement.walk(&mut Vec::new(), &mut |path| {
        match path.last() {
            Some(ASTNode::Stmt(statement)) => {
                see(statement.position());
                match statement {
                    Stmt::If(flow, _) | Stmt::While(flow, _) | Stmt::Do(flow, ..) => {
                        see(flow.body.end_position());
                        see(flow.branch.end_position());
                    }
                    Stmt::For(parts, _) => see(parts.2.body.end_position()),
                    Stmt::Block(block) => see(block.end_position()),
                    _ => {}
                }
            }
            Some(ASTNode::Expr(expr)) => {
                see(expr.start_position());
                see(expr.position());
                if let Expr::Stmt(block) = expr {
                    see(block.end_position());
                }
            }
            _ => {}
        }
        true
    });
    (first.min(last), last)
}

/// Where the code before a position ends: line and column of its last character, both from 1.
///
/// Comments that run to the end of a line are skipped; for others the answer is a place inside of the comment.
pub fn code_before(text: &str, line: u32, column: u32) -> Option<(u32, u32)> {
    let lines: Vec<&str> = text.lines().take(line as usize).collect();
    for (index, content) in lines.iter().enumerate().rev() {
        let is_last = index + 1 == line as usize;
        let before: String = if is_last {
            content.chars().take(column.saturating_sub(1) as usize).collect()
        } else {
            (*content).into()
        };
        let code = without_comment(&before).trim_end();
        if !code.is_empty() {
            return Some((index as u32 + 1, code.chars().count() as u32));
        }
    }
    None
}

/// The part of a line before `//`, unless that is in quotes.
pub fn without_comment(line: &str) -> &str {
    let (mut quote, mut previous) = (None, ' ');
    for (index, c) in line.char_indices() {
        match (quote, c) {
            (None, '/') if previous == '/' => return &line[..index - 1],
            (None, '"' | '`' | '\'') => quote = Some(c),
            (Some(open), _) if c == open && previous != '\\' => quote = None,
            _ => {}
        }
        previous = c;
    }
    line
}

/// Whether `word` stands in `text` as a word of its own.
pub fn has_word(text: &str, word: &str) -> bool {
    words(text).any(|other| other == word)
}

/// Every name in the text, in comments and quotes too.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// The candidate most like `word`, if one is like it.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = match word.chars().count() {
        0..=2 => 1,
        3..=5 => 2,
        _ => 3,
    };
    candidates
        .into_iter()
        .filter(|candidate| *candidate != word)
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|&(distance, candidate)| distance <= allowed && distance < candidate.chars().count())
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// Letters to insert, leave out, change or swap with the next to get from one word to the other. Upper and lower case
/// are the same.
fn distance(a: &str, b: &str) -> usize {
    // Names are of ASCII letters: what is known of all others would be as large as the rest of this module.
    let [a, b] =
        [a, b].map(|word| word.chars().take(40).map(|char| char.to_ascii_lowercase()).collect::<Vec<_>>());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let changed = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let best = changed.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                if swapped { best.min(rows[i - 2][j - 2] + 1) } else { best }
            };
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_alike_are_found() {
        let known = ["alloc", "free", "realloc", "label"];
        assert_eq!(nearest("aloc", known), Some("alloc"));
        assert_eq!(nearest("Free", known), Some("free"));
        assert_eq!(nearest("fere", known), Some("free"));
        assert_eq!(nearest("malloc", known), Some("alloc"));
        assert_eq!(nearest("banana", known), None);
        assert_eq!(nearest("a", ["b"]), None);
    }

    #[test]
    fn comments_end_the_code_of_a_line() {
        assert_eq!(without_comment("let a = 1; // one"), "let a = 1; ");
        assert_eq!(without_comment("label(\"http://x\");"), "label(\"http://x\");");
        assert_eq!(without_comment("a / b"), "a / b");
    }

    #[test]
    fn the_code_before_a_place_may_be_lines_above() {
        let text = "let a = alloc(8) // eight\n\n// more\nfree(a);";
        assert_eq!(code_before(text, 4, 1), Some((1, 16)));
        assert_eq!(code_before(text, 4, 5), Some((4, 4)));
        assert_eq!(code_before("\n\n x", 3, 1), None);
    }
}
