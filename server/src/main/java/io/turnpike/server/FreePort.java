package io.turnpike.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Whether a listener will get its address. Asked before anything is opened or written, so that a start that cannot
/// succeed leaves nothing behind.
final class FreePort {
    private FreePort() {}

    /// @param name first word of the listener's settings
    /// @throws CannotStart if another process listens there, or the address is none of this machine's
    static void require(String name, NodeConfig.Listener listener) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(listener.address(), listener.port()));
        } catch (IOException e) {
            throw new CannotStart(
                    "cannot listen on " + listener.address() + ":" + listener.port() + ", which " + name
                            + ".address and " + name + ".port ask for",
                    e);
        }
    }
}
