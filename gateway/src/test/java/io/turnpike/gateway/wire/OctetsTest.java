package io.turnpike.gateway.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OctetsTest {
    /// Longer than two steps of eight, so that every byte stands in every place of a step and behind the last one.
    private static final int LENGTH = 21;

    @Test
    @DisplayName("HT1: a byte is text wherever it stands, or nowhere")
    void knowsTextInEveryPlace() {
        for (int value = 0; value < 256; value++) {
            byte[] bytes = letters();
            for (int place = 0; place < LENGTH; place++) {
                bytes[place] = (byte) value;
                assertThat(Octets.isText(bytes, 0, LENGTH))
                        .as("byte %d at %d", value, place)
                        .isEqualTo(Octets.isText((byte) value));
                bytes[place] = 'a';
            }
        }
    }

    @Test
    void looksAtNoByteOutsideItsBounds() {
        byte[] bytes = letters();
        bytes[2] = '\n';
        bytes[18] = '\n';
        assertThat(Octets.isText(bytes, 3, 18)).isTrue();
        assertThat(Octets.find(bytes, 3, 18, '\n')).isEqualTo(18);
        assertThat(Octets.find(bytes, 3, 19, '\n')).isEqualTo(18);
    }

    @Test
    void findsALineFeedInEveryPlaceAmongAllOtherBytes() {
        for (int value = 0; value < 256; value++) {
            for (int place = 0; place < LENGTH; place++) {
                byte[] bytes = new byte[LENGTH];
                Arrays.fill(bytes, (byte) value);
                bytes[place] = '\n';
                assertThat(Octets.find(bytes, 0, LENGTH, '\n'))
                        .as("among bytes %d", value)
                        .isEqualTo(value == '\n' ? 0 : place);
            }
        }
    }

    @Test
    void findsTheFirstOfSeveral() {
        byte[] bytes = "abc\r\ndef\r\n\r\nghijklmnop\r\n".getBytes(ISO_8859_1);
        assertThat(Octets.find(bytes, 0, bytes.length, '\n')).isEqualTo(4);
        assertThat(Octets.find(bytes, 5, bytes.length, '\n')).isEqualTo(9);
        assertThat(Octets.find(bytes, 10, bytes.length, '\n')).isEqualTo(11);
        assertThat(Octets.find(bytes, 12, bytes.length, '\n')).isEqualTo(bytes.length - 1);
    }

    @Test
    void tellsTheEndWhereThereIsNone() {
        assertThat(Octets.find(letters(), 0, LENGTH, '\n')).isEqualTo(LENGTH);
        assertThat(Octets.find(letters(), 5, 5, '\n')).isEqualTo(5);
    }

    @Test
    void hashesEachByteWhereverTheBytesStand() {
        byte[] bytes = letters();
        int hash = Octets.hash(bytes, 1, 20);
        assertThat(Octets.hash(letters(), 2, 21)).isEqualTo(hash);
        for (int place = 0; place < LENGTH; place++) {
            bytes[place] = 'b';
            assertThat(Octets.hash(bytes, 1, 20) == hash)
                    .as("another byte at %d", place)
                    .isEqualTo(place == 0 || place == 20);
            bytes[place] = 'a';
        }
    }

    @Test
    void putsNothingButLettersIntoLowerCase() {
        byte[] bytes = new byte[256];
        for (int value = 0; value < 256; value++) {
            bytes[value] = (byte) value;
        }
        byte[] expected = bytes.clone();
        System.arraycopy(bytes, 'a', expected, 'A', 26);
        expected['Z'] = 'Z';

        Octets.lower(bytes, 0, 'Z');
        assertThat(bytes).isEqualTo(expected);
    }

    private static byte[] letters() {
        byte[] bytes = new byte[LENGTH];
        Arrays.fill(bytes, (byte) 'a');
        return bytes;
    }
}
