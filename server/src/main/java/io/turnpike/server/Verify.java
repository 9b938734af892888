package io.turnpike.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.turnpike.http.Json;
import io.turnpike.metering.verify.Report;
import io.turnpike.metering.verify.Verification;
import io.turnpike.storage.Storage;
import io.turnpike.storage.jdbc.JdbcStorage;
import io.turnpike.storage.jdbc.StorageConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/// The words `usage verify`: proves that segments, snapshots, counters and sums of this node agree, and prints the
/// report. The node may run meanwhile, or not.
record Verify(NodeConfig config, Clock clock) {
    /// @return whether no problem was found
    /// @throws CannotStart if there is no node in the data folder
    boolean run() throws IOException {
        Path folder = config.usage().directory();
        if (!Files.isDirectory(folder)) {
            throw new CannotStart("there is no usage log in " + config.dataDirectory());
        }
        String node = DataDirectory.open(config.dataDirectory()).nodeName();
        try (Storage storage = JdbcStorage.openAsIs(new StorageConfig(config.storageUrl()), clock)) {
            Report report = Verification.of(
                    folder,
                    storage.rollUps(),
                    node,
                    clock.instant(),
                    config.keep().stats());
            System.out.println(new String(Json.write(report), UTF_8));
            return report.problems().isEmpty();
        }
    }
}
