package badexamples;

import io.netty.util.concurrent.FastThreadLocal;

class RememberingThread {

    static final ThreadLocal<String> PLAIN = new ThreadLocal<>();

    static final ThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

    static final FastThreadLocal<String> FAST = new FastThreadLocal<>();
}
