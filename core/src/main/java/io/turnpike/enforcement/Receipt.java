package io.turnpike.enforcement;

/// How far a change has come.
///
/// @param enforced live nodes that enforce it
/// @param live nodes that reported lately
public record Receipt(int enforced, int live) {
    public boolean isComplete() {
        return enforced >= live;
    }

    /// `2/3`, as the header `Turnpike-Enforced` shows it.
    public String text() {
        return enforced + "/" + live;
    }
}
