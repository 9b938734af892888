package io.turnpike.storage;

import static io.turnpike.storage.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.storage.NodeRegistry.Node;
import org.junit.jupiter.api.Test;

public interface NodeRegistryContract extends StorageContract {
    @Test
    default void keepsTheLastReportOfEachNode() {
        Node b = new Node("b", NOW, 1, NOW, "0.1", true);
        Node a = new Node("a", NOW, 7, NOW, "0.1", false);
        Node later = new Node("b", NOW.plusSeconds(1), 2, NOW.plusSeconds(2), "0.2", false);

        storage().nodes().report(b);
        storage().nodes().report(a);
        storage().nodes().report(later);

        assertThat(storage().nodes().list()).containsExactly(a, later);
    }

    @Test
    default void forgetsARemovedNode() {
        storage().nodes().report(new Node("a", NOW, 1, NOW, "0.1", true));
        storage().nodes().remove("a");
        storage().nodes().remove("never-seen");

        assertThat(storage().nodes().list()).isEmpty();
    }

    @Test
    default void aReportIsNoChange() {
        storage().nodes().report(new Node("a", NOW, 1, NOW, "0.1", true));

        assertThat(storage().changes().last()).isZero();
    }
}
