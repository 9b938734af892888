package io.turnpike.server;

/// The command line of the runnable jar.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.err.println("usage: turnpike start | config | help");
        System.exit(args.length == 1 && args[0].equals("help") ? 0 : 2);
    }
}
