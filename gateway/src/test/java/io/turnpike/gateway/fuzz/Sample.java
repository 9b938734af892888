package io.turnpike.gateway.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Bytes for a reader, in the pieces in which they come.
///
/// @param text the bytes, as Latin-1
/// @param answered for answers, the method of the call that each final one answers; empty for requests
public record Sample(String text, List<Integer> cuts, List<String> answered) {
    /// A sample in pieces that are cut at random.
    static Sample cut(String text, List<String> answered, Dice dice) {
        List<Integer> cuts = new ArrayList<>();
        for (int i = dice.below(4); i > 0 && !text.isEmpty(); i--) {
            cuts.add(dice.below(text.length()));
        }
        cuts.sort(null);
        return new Sample(text, cuts, answered);
    }

    public boolean isRequests() {
        return answered.isEmpty();
    }

    public List<byte[]> pieces() {
        List<byte[]> pieces = new ArrayList<>();
        int start = 0;
        for (int cut : cuts) {
            pieces.add(bytes(start, cut));
            start = cut;
        }
        pieces.add(bytes(start, text.length()));
        return pieces;
    }

    private byte[] bytes(int start, int end) {
        return text.substring(start, end).getBytes(StandardCharsets.ISO_8859_1);
    }

    /// As a case of the conformance suite spells it.
    @Override
    public String toString() {
        StringBuilder spelt = new StringBuilder();
        for (char c : text.replace("\\", "\\\\").replace("\r\n", "¶").toCharArray()) {
            spelt.append(c == '¶' || (c >= 0x20 && c < 0x7f) ? String.valueOf(c) : "\\x%02x".formatted((int) c));
        }
        return spelt + " cut at " + cuts + (isRequests() ? "" : " answering " + answered);
    }
}
