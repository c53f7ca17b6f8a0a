package org.muster.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding the one socket among all of this process, and ending it. */
class SocketPeerTest {

    @BeforeAll
    static void bind() {
        Native.register(Posix.class, NativeLibrary.getInstance("c"));
    }

    @Test
    void newSocketToThePeerIsFoundAndEndedAndNoOther() throws Exception {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        try (ServerSocket right = new ServerSocket(0, 5, loopback);
                ServerSocket wrong = new ServerSocket(0, 5, loopback);
                Socket old = new Socket(loopback, right.getLocalPort())) {
            SocketPeer peer = new SocketPeer(Set.of(SocketName.ofInet(loopback, right.getLocalPort())));
            Set<Long> before = peer.present();
            assertThat(peer.newSince(before)).isEmpty();
            try (Socket other = new Socket(loopback, wrong.getLocalPort());
                    Socket fresh = new Socket(loopback, right.getLocalPort())) {
                List<Switch> found = peer.newSince(before);
                assertThat(found).hasSize(1);
                found.get(0).pull();
                assertThat(fresh.getInputStream().read()).isEqualTo(-1);
                other.getOutputStream().write(1);
                old.getOutputStream().write(1);
                found.get(0).close();
                found.get(0).pull();
            }
        }
    }

    @Test
    void unixSocketIsToldByItsPathAndProcess(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("s");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            String name = SocketName.ofListener(path.toString()).orElseThrow();
            assertThat(name)
                    .isEqualTo("unix:" + path + "#" + ProcessHandle.current().pid());
            for (String end : List.of(name, "unix:" + path + "#")) {
                SocketPeer peer = new SocketPeer(Set.of(end));
                Set<Long> before = peer.present();
                try (SocketChannel fresh = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                    List<Switch> found = peer.newSince(before);
                    assertThat(found).hasSize(1);
                    found.get(0).pull();
                    assertThat(fresh.read(ByteBuffer.allocate(1))).isEqualTo(-1);
                    found.get(0).close();
                }
            }
            SocketPeer stranger = new SocketPeer(Set.of("unix:" + path + "#1"));
            Set<Long> before = stranger.present();
            try (SocketChannel fresh = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                assertThat(fresh.isOpen()).isTrue();
                assertThat(stranger.newSince(before)).isEmpty();
            }
        }
    }

    @Test
    void nobodyListensIsEmpty(@TempDir Path folder) {
        assertThat(SocketName.ofListener(folder.resolve("none").toString())).isEmpty();
        assertThat(SocketName.ofListener("/" + "x".repeat(200))).isEmpty();
    }
}
