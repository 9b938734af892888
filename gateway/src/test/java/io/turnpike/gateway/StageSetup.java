package io.turnpike.gateway;

import io.turnpike.gateway.exchange.TrustedProxies;
import io.turnpike.model.AddressRange;
import io.turnpike.model.CredentialPlaces;
import io.turnpike.model.CredentialPlaces.Mode;
import io.turnpike.model.ProxySettings;
import io.turnpike.model.ProxySettingsBuilder;
import java.util.List;
import java.util.OptionalLong;

/// What the gateway of a case knows: a proxy for each way to be set up, all before the same target.
final class StageSetup {
    private StageSetup() {}

    /// @param name empty for the ordinary one
    static Setup named(String name, String target) {
        Setup setup = new Setup()
                .proxy(Setup.settings("/api", target))
                .proxy(Setup.settings("/based", target + "/base"))
                .proxy(Setup.settings("/slashed", target + "/base/"))
                .proxy(Setup.settings("/rooted", target + "/"))
                .proxy(Setup.settings("/none", ""))
                .proxy(Setup.settings("/own", target, new CredentialPlaces(Mode.KEY, "X-Shop-Key", "k", false)))
                .proxy(Setup.settings(
                        "/all", target, new CredentialPlaces(Mode.KEY_OR_TOKEN, "x-api-key", "apikey", true)))
                .proxy(open("/open", target, OptionalLong.empty(), false))
                .proxy(open("/host", target, OptionalLong.empty(), true))
                .proxy(open("/small", target, OptionalLong.of(5), false));
        switch (name) {
            case "" -> {}
            case "trusted" -> setup.trusted = new TrustedProxies(List.of(AddressRange.of("127.0.0.0/8")));
            default -> throw new IllegalArgumentException("no setup is called " + name);
        }
        return setup;
    }

    private static ProxySettings open(String basePath, String target, OptionalLong maxBody, boolean preserveHost) {
        CredentialPlaces places = new CredentialPlaces(Mode.OPEN, "x-api-key", "apikey", false);
        return Setup.settings(basePath, target, places, ProxySettingsBuilder.PATIENT, maxBody, preserveHost);
    }
}
