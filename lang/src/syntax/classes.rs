//! What words and marks of a text are, for who colours it. Texts with mistakes are fine.

use super::lexer::raw_tokens;
use super::token::Token;
use std::ops::Range;

/// What a stretch of text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Class {
    /// `func`, `go`, …
    Keyword,
    /// A name that is not declared by anybody.
    Name,
    /// A number.
    Number,
    /// A string or rune.
    String,
    /// A comment.
    Comment,
    /// Operators and punctuation.
    Mark,
}

/// The stretches of `text` in order, what is between them left out.
pub fn classes(text: &str) -> Vec<(Range<usize>, Class)> {
    let mut lexer = raw_tokens(text, 0);
    let mut found = Vec::new();
    while let Some(token) = lexer.next() {
        let class = match token {
            Err(()) | Ok(Token::Newline) => continue,
            Ok(Token::LineComment | Token::BlockComment) => Class::Comment,
            Ok(Token::Name) => Class::Name,
            Ok(Token::Int | Token::Float | Token::Imaginary) => Class::Number,
            Ok(Token::String | Token::Rune) => Class::String,
            Ok(token) if token.is_keyword() => Class::Keyword,
            Ok(_) => Class::Mark,
        };
        found.push((lexer.span(), class));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::token::KEYWORDS;

    #[test]
    fn each_stretch_has_its_class() {
        let text = "go f(\"a\", 1) // b";
        let found: Vec<_> = classes(text).into_iter().map(|(range, class)| (&text[range], class)).collect();
        let expected = [
            ("go", Class::Keyword),
            ("f", Class::Name),
            ("(", Class::Mark),
            ("\"a\"", Class::String),
            (",", Class::Mark),
            ("1", Class::Number),
            (")", Class::Mark),
            ("// b", Class::Comment),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn keywords_are_keywords() {
        for word in KEYWORDS {
            assert_eq!(classes(word), [(0..word.len(), Class::Keyword)]);
        }
    }
}
