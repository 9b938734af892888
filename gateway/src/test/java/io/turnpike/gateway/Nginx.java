package io.turnpike.gateway;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// An nginx of the machine that answers each call with what it takes it for.
final class Nginx implements AutoCloseable {
    private static final String CONFIGURATION = """
            daemon off;
            master_process off;
            pid nginx.pid;
            events {}
            http {
                access_log off;
                client_max_body_size 0;
                lingering_close always;
                large_client_header_buffers 8 64k;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                server {
                    listen 127.0.0.1:@PORT@ reuseport;
                    add_header Seen "$request_method $request_uri $http_host";
                    return 204;
                }
            }
            """;
    private static final Pattern SEEN = Pattern.compile("\\r\\nSeen: ([^\\r\\n]*)\\r\\n");

    /// Has the port, for nginx and nobody else, and does not listen on it.
    private final Socket held;

    private final Process process;

    private Nginx(Socket held, Process process) {
        this.held = held;
        this.process = process;
    }

    static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "nginx")));
    }

    static Nginx start(Path folder) throws IOException {
        Socket held = new Socket();
        held.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        String port = Integer.toString(held.getLocalPort());
        Files.writeString(folder.resolve("nginx.conf"), CONFIGURATION.replace("@PORT@", port));
        Process process = new ProcessBuilder("nginx", "-p", folder.toString(), "-c", "nginx.conf", "-e", "error.log")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Nginx nginx = new Nginx(held, process);
        nginx.awaitListening();
        return nginx;
    }

    Wire connect() {
        return Wire.to(held.getLocalPort());
    }

    /// Method, target and host of each call that some answers tell of.
    static List<String> seen(String answers) {
        return SEEN.matcher(answers)
                .results()
                .map((MatchResult seen) -> seen.group(1))
                .toList();
    }

    private void awaitListening() {
        while (process.isAlive()) {
            try {
                connect().close();
                return;
            } catch (UncheckedIOException e) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("nginx ended");
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        held.close();
    }
}
