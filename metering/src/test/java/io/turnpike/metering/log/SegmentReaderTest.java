package io.turnpike.metering.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.metering.log.TestLog.Continued;
import io.turnpike.usage.Decided;
import io.turnpike.usage.UsageLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SegmentReaderTest {
    private final List<Decided> entered = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private ForgetfulDirectory directory;
    private String name;

    /// One segment of five entries, each in a frame of its own.
    @BeforeEach
    void write() {
        TestLog test = new TestLog();
        directory = test.directory;
        name = directory.names().getLast();
        ends.add(directory.bytes(name).length);
        UsageLog.Appender appender = test.appender();
        Calls calls = new Calls(1);
        for (int i = 0; i < 5; i++) {
            entered.add(calls.allowed());
            appender.decided(entered.getLast(), new Continued());
            test.drive.write();
            ends.add(directory.bytes(name).length);
        }
    }

    @Test
    void cutsATornEndAtTheLastWholeEntryWhereverItIsTorn() throws IOException {
        byte[] whole = directory.bytes(name);
        for (int length = ends.get(4); length < whole.length; length++) {
            ForgetfulDirectory torn = with(Arrays.copyOf(whole, length));

            Recovery recovery = Recovery.of(torn);

            assertThat(recovery.damages()).isEmpty();
            assertThat(recovery.end()).isEqualTo(new SegmentChain.End(name, ends.get(4)));
            assertThat(torn.bytes(name)).hasSize(ends.get(4));
            assertThat(ids(torn)).isEqualTo(ids(entered.subList(0, 4)));
        }
    }

    @Test
    void takesZerosAtTheEndForTorn() throws IOException {
        ForgetfulDirectory torn = with(Arrays.copyOf(directory.bytes(name), ends.get(5) + 4096));

        assertThat(Recovery.of(torn).damages()).isEmpty();
        assertThat(torn.bytes(name)).hasSize(ends.get(5));
    }

    @Test
    void findsEveryFlippedBitAndReadsOnBehindIt() throws IOException {
        for (int at = ends.get(2); at < ends.get(3); at++) {
            byte[] damaged = directory.bytes(name);
            damaged[at] ^= (byte) (1 << (at % 8));
            ForgetfulDirectory folder = with(damaged);

            Recovery recovery = Recovery.of(folder);

            assertThat(recovery.damages())
                    .containsExactly(
                            new Damage(name, ends.get(2), ends.get(3) - ends.get(2), "does not match its checksum"));
            assertThat(recovery.sums().sum(Calls.counter(0), Calls.HOUR)).isEqualTo(4);
            assertThat(folder.bytes(name)).isEqualTo(damaged);
        }
    }

    @Test
    void reportsASegmentWhoseFirstBytesAreDamaged() throws IOException {
        for (int at = 0; at < ends.getFirst(); at++) {
            byte[] damaged = directory.bytes(name);
            damaged[at] ^= 4;
            ForgetfulDirectory folder = with(damaged);
            boolean isFormat = at == 8 || at == 9;
            if (isFormat) {
                assertThatThrownBy(() -> Recovery.of(folder)).hasMessageContaining("a newer version");
            } else {
                assertThat(Recovery.of(folder).damages()).hasSize(1);
            }
            assertThat(folder.bytes(name)).isEqualTo(damaged);
        }
    }

    @Test
    void reportsASegmentThatIsCutOrMissingInTheMiddle() throws IOException {
        ForgetfulDirectory folder = with(Arrays.copyOf(directory.bytes(name), ends.get(5)));
        new TestLog(TestLog.CONFIG, folder);
        new TestLog(TestLog.CONFIG, folder);
        String second = folder.names().stream()
                .filter(file -> file.endsWith(".usage"))
                .toList()
                .get(1);
        folder.names().stream().filter(file -> file.endsWith(".snapshot")).forEach(file -> delete(folder, file));

        folder.put(name, Arrays.copyOf(folder.bytes(name), ends.get(3)));
        assertThat(Recovery.of(folder).damages())
                .containsExactly(
                        new Damage(name, ends.get(3), ends.get(5) - ends.get(3), "is cut, or damaged at its end"));

        folder.put(name, Arrays.copyOf(directory.bytes(name), ends.get(5)));
        assertThat(Recovery.of(folder).damages()).isEmpty();

        delete(folder, second);
        assertThat(Recovery.of(folder).damages()).extracting(Damage::file).containsExactly(second);
    }

    @Test
    void takesNoOtherBytesForThoseThatCouldNotBeRead() throws IOException {
        List<Damage> damages = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        SegmentReader.FrameVisitor visitor = (_, _, length) -> lengths.add(length);
        try (SegmentReader reader = new SegmentReader(directory, name)) {
            reader.read(ends.get(4), Long.MAX_VALUE, visitor, damages::add);
            directory.breakReading(true);
            assertThatThrownBy(() -> reader.read(0, Long.MAX_VALUE, visitor, damages::add))
                    .isInstanceOf(IOException.class);
            directory.breakReading(false);

            assertThat(reader.read(0, Long.MAX_VALUE, visitor, damages::add))
                    .isEqualTo(ends.get(5).longValue());
        }

        assertThat(lengths).hasSize(6);
        assertThat(damages).isEmpty();
    }

    @Test
    void isNotMisledByCallersWhoSendFrames() throws IOException {
        byte[] frame = Arrays.copyOfRange(directory.bytes(name), ends.get(0), ends.get(1));
        TestLog other = new TestLog();
        Decided decided = new Calls(2).allowed();
        String evil = new String(frame, StandardCharsets.ISO_8859_1);
        Decided.Request request = new Decided.Request("GET", "/" + evil, evil, evil, evil, evil, "http", evil);
        other.appender()
                .decided(
                        new Decided(decided.id(), decided.at(), request, decided.decision(), null, decided.charges()),
                        new Continued());
        other.drive.write();
        String file = other.directory.names().getLast();
        byte[] damaged = other.directory.bytes(file);
        damaged[ends.getFirst() + Frame.HEAD] ^= 1;
        ForgetfulDirectory folder = new ForgetfulDirectory();
        folder.put(file, damaged);

        assertThat(TestLog.entries(folder)).isEmpty();
    }

    private ForgetfulDirectory with(byte[] bytes) {
        ForgetfulDirectory folder = new ForgetfulDirectory();
        folder.put(name, bytes);
        return folder;
    }

    private static void delete(ForgetfulDirectory folder, String file) {
        try {
            folder.delete(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Object> ids(ForgetfulDirectory folder) {
        return TestLog.entries(folder).stream()
                .map(entry -> (Object) entry.id())
                .toList();
    }

    private static List<Object> ids(List<Decided> decided) {
        return decided.stream().map(each -> (Object) each.id()).toList();
    }
}
