package io.turnpike.gateway;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
                    listen 127.0.0.1:@PORT@;
                    add_header Seen "$request_method $request_uri $http_host";
                    return 204;
                }
            }
            """;
    private static final Pattern SEEN = Pattern.compile("\\r\\nSeen: ([^\\r\\n]*)\\r\\n");

    private final int port;
    private final Process process;

    private Nginx(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "nginx")));
    }

    static Nginx start(Path folder) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.writeString(folder.resolve("nginx.conf"), CONFIGURATION.replace("@PORT@", Integer.toString(port)));
        Process process = new ProcessBuilder("nginx", "-p", folder.toString(), "-c", "nginx.conf", "-e", "error.log")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Nginx nginx = new Nginx(port, process);
        nginx.awaitListening();
        return nginx;
    }

    Wire connect() {
        return Wire.to(port);
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
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
