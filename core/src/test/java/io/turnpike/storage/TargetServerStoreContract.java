package io.turnpike.storage;

import io.turnpike.model.TargetServer;
import io.turnpike.model.TargetServer.CommonName;
import io.turnpike.model.TargetServer.Protocol;
import io.turnpike.model.TargetServer.Tls;
import java.util.List;
import java.util.UUID;

public interface TargetServerStoreContract extends NamedStoreContract<TargetServer> {
    @Override
    default NamedStore<TargetServer> store(Work work) {
        return work.targetServers();
    }

    @Override
    default List<TargetServer> contents() {
        var tls = new Tls(
                true,
                true,
                true,
                "keys",
                "alias",
                "trust",
                true,
                List.of("A"),
                List.of("B"),
                new CommonName("c", true));
        return List.of(
                new TargetServer("a.example.com", 443, true, Protocol.GRPC, "first", tls),
                new TargetServer("::1", 80, false, null, "", null));
    }

    /// Proxies name target servers: the catalogue is to be built anew.
    @Override
    default Change noted(UUID organization) {
        return new Change.CatalogueChanged(organization);
    }
}
