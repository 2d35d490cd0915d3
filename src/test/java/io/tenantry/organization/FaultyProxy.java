package io.tenantry.organization;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and a MongoDB server and loses one message: the n-th command that writes, before the server has
 * seen it or after it has carried it out. With the message goes its connection.
 */
final class FaultyProxy implements AutoCloseable {

    /** What is lost. */
    enum Loss {
        COMMAND,
        REPLY,
        /** The reply, and from then on the server. */
        REPLY_AND_SERVER
    }

    private static final Set<String> WRITES =
            Set.of("insert", "update", "delete", "findAndModify", "create", "createIndexes", "aggregate", "drop");

    private static final int HEADER = 16;
    private static final int FLAGS_AND_KIND = 5;
    private static final int LENGTH_AND_TYPE = 5;
    private static final int OP_MSG = 2013;

    private final String host;
    private final int port;
    private final ServerSocket listener;
    private final AtomicInteger writes = new AtomicInteger();
    private volatile int unlucky;
    private volatile boolean away;
    private volatile Loss loss = Loss.COMMAND;

    private FaultyProxy(String host, int port, ServerSocket listener) {
        this.host = host;
        this.port = port;
        this.listener = listener;
    }

    static FaultyProxy before(String host, int port) {
        try {
            FaultyProxy proxy = new FaultyProxy(host, port, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            daemon(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on loses the n-th write; 0 loses none. */
    void lose(int n, Loss what) {
        loss = what;
        away = false;
        writes.set(0);
        unlucky = n;
    }

    /** How many writes there were since {@link #lose}. */
    int writes() {
        return writes.get();
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket client = listener.accept();
                daemon(() -> serve(client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(host, port)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            DataInputStream requests = new DataInputStream(client.getInputStream());
            DataInputStream replies = new DataInputStream(server.getInputStream());
            while (true) {
                byte[] request = message(requests);
                if (away) {
                    return;
                }
                boolean lost = isWrite(request) && writes.incrementAndGet() == unlucky;
                if (lost && loss == Loss.COMMAND) {
                    return;
                }
                send(request, server.getOutputStream());
                byte[] reply = message(replies);
                if (lost) {
                    away = loss == Loss.REPLY_AND_SERVER;
                    return;
                }
                send(reply, client.getOutputStream());
            }
        } catch (IOException over) {
            // One of them has gone, and with it the connection.
        }
    }

    private static void send(byte[] message, OutputStream to) throws IOException {
        to.write(message);
        to.flush();
    }

    /** MongoDB Wire Protocol, "Standard Message Header": the length comes first. */
    private static byte[] message(DataInputStream from) throws IOException {
        int length = Integer.reverseBytes(from.readInt());
        byte[] message = new byte[length];
        ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).putInt(length);
        from.readFully(message, Integer.BYTES, length - Integer.BYTES);
        return message;
    }

    private static boolean isWrite(byte[] message) {
        int opCode = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).getInt(HEADER - Integer.BYTES);
        return opCode == OP_MSG && WRITES.contains(commandOf(message));
    }

    /** The name of the first element of the body is that of the command. */
    private static String commandOf(byte[] message) {
        int start = HEADER + FLAGS_AND_KIND + LENGTH_AND_TYPE;
        int end = start;
        while (message[end] != 0) {
            end++;
        }
        return new String(message, start, end - start, StandardCharsets.UTF_8);
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "faulty-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
