package io.turnpike.management.bulk;

import io.turnpike.access.Caller;
import io.turnpike.management.bulk.ImportReport.Tally;
import io.turnpike.management.problem.Explanation;
import io.turnpike.model.Provenance;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Storage;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads apps line by line and adds what is missing, some hundred in each unit of work, fewer where they are long: a
/// line that is refused changes nothing, the others stand. Run again with the same lines it changes nothing more.
final class AppImport {
    private static final int MOST_LINES = 500;

    /// What a unit of work holds in memory is this and one line more.
    private static final int MOST_BYTES = 1 << 20;

    private final Storage storage;
    private final Vault vault;
    private final Clock clock;

    AppImport(Storage storage, Vault vault, Clock clock) {
        this.storage = storage;
        this.vault = vault;
        this.clock = clock;
    }

    /// @param body one app on each line, see `ImportedApp`
    /// @throws Refused with `NotFound` for the organization; with `Malformed` where the body breaks off: what was
    ///     read before then stays
    ImportReport run(Caller caller, String organization, InputStream body) {
        storage.read(work -> work.organizations().require(organization));
        var report = new ImportReport();
        var lines = new Lines(body);
        var read = next(lines, report);
        while (!read.isEmpty()) {
            store(caller, organization, read, report);
            read = next(lines, report);
        }
        return report;
    }

    /// Empty behind the last line only: lines that are refused take no place.
    private static List<Numbered> next(Lines lines, ImportReport report) {
        var apps = new ArrayList<Numbered>();
        int bytes = 0;
        while (apps.size() < MOST_LINES && bytes < MOST_BYTES) {
            Optional<Lines.Line> line = lines.next();
            if (line.isEmpty()) {
                return apps;
            }
            report.read();
            try {
                apps.add(new Numbered(
                        line.get().number(), ImportedApp.read(line.get().text())));
                bytes += line.get().length();
            } catch (Refused refused) {
                report.refused(line.get().number(), Explanation.of(refused.problem()));
            }
        }
        return apps;
    }

    private void store(Caller caller, String organization, List<Numbered> apps, ImportReport report) {
        var provenance = Provenance.made(clock.instant(), caller.name());
        var outcome = storage.write(caller, work -> {
            var batch = new Batch(work, organization, vault, provenance);
            return stored(batch, apps);
        });
        report.add(outcome.tally());
        outcome.refused().forEach(each -> report.refused(each.line(), Explanation.of(each.problem())));
    }

    private static Outcome stored(Batch batch, List<Numbered> apps) {
        var tally = Tally.NONE;
        var refused = new ArrayList<Failure>();
        for (Numbered each : apps) {
            try {
                tally = tally.plus(batch.add(each.app()));
            } catch (Refused problem) {
                refused.add(new Failure(each.line(), problem.problem()));
            }
        }
        return new Outcome(tally, refused);
    }

    private record Numbered(long line, ImportedApp app) {}

    private record Failure(long line, Problem problem) {}

    private record Outcome(Tally tally, List<Failure> refused) {}
}
