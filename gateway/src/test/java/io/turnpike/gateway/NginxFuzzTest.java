package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.turnpike.chance.Chance;
import io.turnpike.gateway.fuzz.Dice;
import io.turnpike.gateway.fuzz.Reading.Message;
import io.turnpike.gateway.fuzz.Sample;
import io.turnpike.gateway.fuzz.SampleMaker;
import io.turnpike.gateway.fuzz.StrictReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What we forward, nginx takes for the same call, or refuses for a reason that we know. (That we read as the strict
/// reader does is shown by `GatewayFuzzTest`.)
class NginxFuzzTest {
    /// Of one or more calls each; they take about 5 s of CPU, in a long run one minute.
    private static final int SAMPLES = Chance.isLong() ? 1_000_000 : 12_000;
    /// Calls that we forward and nginx refuses, and why no target can be misled by them.
    private static final List<Pattern> REFUSED_BY_NGINX = List.of(
            // a method of other characters than capitals, `_` and `-`: a token is a token (RFC 9110 9.1)
            Pattern.compile("\\S*[^A-Z_ -]\\S* \\S+ .*"),
            // a host with an empty label, or of characters that only the grammar allows (RFC 3986 3.2.2); routed by its
            // text
            Pattern.compile("\\S+ \\S+ .*(\\.\\.|[!$&'()*+,;=~]).*"),
            Pattern.compile("\\S+ https?://[^/?]*(\\.\\.|[^A-Za-z0-9./?:\\[\\]-]).*"));

    /// A tab around the value is no part of it (RFC 9110 5.5); nginx thinks so of blanks only.
    private static final Pattern TAB_AROUND_VALUE =
            Pattern.compile("(?i)\\n(?:host|content-length|transfer-encoding):(?: *\\t|[^\\r]*\\t *\\r)");

    private final long seed = Chance.seed();
    private final SampleMaker maker = new SampleMaker(new Dice(seed));

    @Test
    void nginxTakesWhatWeForwardForTheSame(@TempDir Path folder) throws Exception {
        assumeTrue(Nginx.isInstalled(), "nginx is not installed");
        System.out.println("seed " + seed);
        int same = 0;
        try (Nginx nginx = Nginx.start(folder)) {
            for (int i = 0; i < SAMPLES; i++) {
                Sample sample = maker.requests();
                List<String> seen = seen(nginx, sample);
                if (seen == null) {
                    continue;
                }
                List<Message> whole = StrictReader.read(sample).whole();
                for (int call = 0; call < whole.size(); call++) {
                    ForwardedCall ours = new ForwardedCall(whole.get(call));
                    if (call >= seen.size()) {
                        assertThat(ours.expected() == null
                                        || isRefusedByNginx(ours.sent(), sample)
                                        || whole.subList(0, call).stream().anyMatch(NginxFuzzTest::endsForNginx))
                                .as("whether nginx may refuse call %d of %s, seed %d", call, sample, seed)
                                .isTrue();
                        break;
                    }
                    if (ours.expected() != null) {
                        assertThat(seen.get(call))
                                .as("%s, seed %d", sample, seed)
                                .isEqualTo(ours.described());
                        same++;
                    }
                    if (ours.isLast()) {
                        break;
                    }
                }
            }
        }
        System.out.println(same + " calls are the same");
        assertThat(same).isGreaterThan(SAMPLES / 4);
    }

    /// Nginx looks for `close` anywhere in `Connection`, and answers no call behind it.
    private static boolean endsForNginx(Message call) {
        return StrictReader.values(call.fields(), "connection").stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("close"));
    }

    private static boolean isRefusedByNginx(String call, Sample sample) {
        return REFUSED_BY_NGINX.stream().anyMatch(reason -> reason.matcher(call).matches())
                || TAB_AROUND_VALUE.matcher(sample.text()).find();
    }

    /// @return null where nginx broke the connection over what it did not read, and what it said is lost
    private static @Nullable List<String> seen(Nginx nginx, Sample sample) {
        try (Wire client = nginx.connect()) {
            client.sendAll(sample.pieces());
            client.endOutput();
            return Nginx.seen(client.readAll());
        } catch (IOException | UncheckedIOException e) {
            return null;
        }
    }
}
