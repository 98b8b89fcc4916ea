//! Characters that look like code but are not, and numbers that are not whole: what to write instead.

use crate::script::{
    mistakes::{Instead, ScriptError, Syntax},
    scan::{self, Part, Piece},
};

/// The characters from `!` to `~`. Each has a full-width form, in the same order, from U+FF01.
const ASCII: &str =
    "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/// The first character or number, up to line `last`, that is not allowed in code.
pub fn first_odd(text: &str, last: u32) -> Option<ScriptError> {
    let mut before = None;
    for piece in scan::pieces(text).take_while(|piece| piece.line <= last) {
        if let Some(syntax) = odd(piece, before) {
            return Some(ScriptError::at(syntax, piece.line, piece.column));
        }
        before = Some(piece.part);
    }
    None
}

fn odd(piece: Piece, before: Option<Part>) -> Option<Syntax> {
    match piece.part {
        Part::Symbol(found) if !found.is_ascii() || found.is_ascii_control() => {
            Some(Syntax::Character { found, instead: instead_of(found) })
        }
        Part::Symbol(_) => None,
        Part::Word(name) => {
            let found = name.chars().find(|c| !c.is_ascii())?;
            Some(match instead_of(found) {
                instead @ Instead::Write(_) => Syntax::Character { found, instead },
                _ => Syntax::NameCharacter { name: name.into(), found },
            })
        }
        Part::Number(number) => match number.chars().find(|c| !c.is_ascii()) {
            Some(found) => Some(Syntax::Character { found, instead: instead_of(found) }),
            // After a dot it is an index, not a number of its own.
            None if before == Some(Part::Symbol('.')) => None,
            None => not_whole(number),
        },
    }
}

/// Whether a number with a base, such as `0xff`, needs more than 64 bits with a sign. Rhai would make it negative.
pub fn is_too_large(number: &str) -> bool {
    let mut chars = number.chars();
    let bits = match (chars.next(), chars.next()) {
        (Some('0'), Some('x' | 'X')) => 4,
        (Some('0'), Some('o' | 'O')) => 3,
        (Some('0'), Some('b' | 'B')) => 1,
        _ => return false,
    };
    let mut digits = chars.filter_map(|digit| digit.to_digit(1 << bits)).skip_while(|&digit| digit == 0);
    let first = digits.next().map_or(0, |digit| digit.ilog2() as usize + 1);
    first + bits * digits.count() > 63
}

/// `1.5`, `1e3` and the like.
fn not_whole(number: &str) -> Option<Syntax> {
    let (mantissa, exponent) = match number.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (number, None),
    };
    let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == '_' || c == '.');
    let digits = exponent.map(|exponent| exponent.strip_prefix(['+', '-']).unwrap_or(exponent));
    if !is_number(mantissa) || digits.is_some_and(|digits| digits.is_empty() || !is_number(digits)) {
        return None;
    }
    match exponent {
        Some(exponent) => {
            Some(Syntax::Exponent { found: number.into(), plain: written_out(mantissa, exponent) })
        }
        None => mantissa.contains('.').then(|| Syntax::Decimal(number.into())),
    }
}

/// The number without an exponent, if it is whole and fits in 64 bits.
fn written_out(mantissa: &str, exponent: &str) -> Option<String> {
    let mantissa = mantissa.replace('_', "");
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((&mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let zeros = usize::try_from(exponent.parse::<i32>().ok()?).ok()?.checked_sub(fraction.len())?;
    let digits = format!("{whole}{fraction}{}", "0".repeat(zeros.min(20)));
    digits.parse::<i64>().ok().map(|number| number.to_string())
}

/// What to write instead of a character.
fn instead_of(found: char) -> Instead {
    Instead::Write(match found {
        '\u{FF01}'..='\u{FF5E}' => {
            let index = found as usize - 0xFF01;
            &ASCII[index..=index]
        }
        '、' => ",",
        '。' => ".",
        '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '″' | '‘' | '’' | '‚' | '‛' | '′'
        | '´' => "\"",
        '【' | '〔' => "[",
        '】' | '〕' => "]",
        '《' | '〈' | '‹' => "<",
        '》' | '〉' | '›' => ">",
        '×' | '·' | '⋅' | '∗' | '•' => "*",
        '÷' | '∕' | '⁄' => "/",
        '−' | '–' | '—' | '―' | '‐' | '‑' => "-",
        '≤' => "<=",
        '≥' => ">=",
        '≠' => "!=",
        '→' | '⇒' => "=>",
        '…' => "..",
        '∧' => "&&",
        '∨' => "||",
        '¬' => "!",
        '\u{A0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200A}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202F}'
        | '\u{205F}'
        | '\u{3000}'
        | '\u{85}'
        | '\u{B}' => return Instead::Space,
        '\u{AD}'
        | '\u{180E}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' => return Instead::Nothing,
        _ if found.is_control() => return Instead::Nothing,
        _ => return Instead::Unknown,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_characters_have_their_ascii_form() {
        for (found, write) in
            [('（', "("), ('）', ")"), ('；', ";"), ('，', ","), ('２', "2"), ('～', "~"), ('！', "!")]
        {
            assert_eq!(instead_of(found), Instead::Write(write));
        }
    }

    #[test]
    fn numbers_with_a_base_fit_or_are_too_large() {
        for number in
            ["0x7fff_ffff_ffff_ffff", "0x0000000000000000001", "0b0", "0o777777777777777777777", "0x", "99"]
        {
            assert!(!is_too_large(number), "{number}");
        }
        for number in
            ["0x8000000000000000", "0xFFFF_FFFF_FFFF_FFFF", "0o1000000000000000000000", "0x10000000000000000"]
        {
            assert!(is_too_large(number), "{number}");
        }
        let bits = |count| format!("0b{}", "1".repeat(count));
        assert!(!is_too_large(&bits(63)) && is_too_large(&bits(64)));
    }

    #[test]
    fn exponents_are_written_out_where_the_number_is_whole() {
        let plain = |number: &str| match not_whole(number) {
            Some(Syntax::Exponent { plain, .. }) => plain,
            other => panic!("{number}: {other:?}"),
        };
        assert_eq!(plain("1e3"), Some("1000".into()));
        assert_eq!(plain("1.5e3"), Some("1500".into()));
        assert_eq!(plain("1_0E+2"), Some("1000".into()));
        assert_eq!(plain("2.50e1"), Some("25".into()));
        for number in ["1e-3", "1.55e1", "1e19", "1e99999999999", "1.e3"] {
            assert!(plain(number).is_none_or(|plain| plain == "1000"), "{number}");
        }
        for number in ["64k", "1k", "12", "1e", "1ex", "0xe3"] {
            assert_eq!(not_whole(number), None, "{number}");
        }
    }
}
