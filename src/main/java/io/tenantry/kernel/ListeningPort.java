package io.tenantry.kernel;

/** The rule for a port to listen on. */
public final class ListeningPort {

    private static final int HIGHEST = 65_535;

    private ListeningPort() {}

    /**
     * Lets a TCP port pass, or 0, which is any free one.
     *
     * @param variable the environment variable that it was read from
     * @throws SettingException when it is neither
     */
    public static int checked(String variable, int port) {
        if (port < 0 || port > HIGHEST) {
            throw new SettingException(variable, "It is a number from 0 to " + HIGHEST + ".");
        }
        return port;
    }
}
