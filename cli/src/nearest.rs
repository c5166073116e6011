//! The name that was probably meant.

/// Of `names` the one that is like `name`, if one is.
pub fn nearest<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let wanted = name.to_lowercase();
    let farthest = (wanted.chars().count() / 3).max(1);
    let near = names.into_iter().map(|candidate| (distance(&wanted, &candidate.to_lowercase()), candidate));
    near.filter(|(distance, _)| *distance <= farthest).min().map(|(_, candidate)| candidate)
}

/// How many letters have to be put in, taken out, replaced or exchanged with a neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before_last = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn likes_are_near() {
        assert_eq!(nearest("prinltn", ["Print", "Println", "Printf"]), Some("Println"));
        assert_eq!(nearest("Cuz", ["Clone", "Cut"]), Some("Cut"));
        assert_eq!(nearest("entirely", ["Clone", "Cut"]), None);
    }
}
