import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ends with 1 and one line if nobody could listen there now. Arguments: an address and a port. */
final class FreePort {

    public static void main(String[] arguments) {
        String address = arguments[0];
        String port = arguments[1];
        try (ServerSocket socket = new ServerSocket(Integer.parseInt(port), 1, InetAddress.getByName(address))) {
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("Muster can't listen on " + address + ":" + port + " (" + e.getMessage()
                    + "). Set MUSTER_PORT or MUSTER_ADDRESS to what is free here.");
            System.exit(1);
        }
    }
}
