import io.grpc.*;
import io.temporal.internal.testservice.*;
import java.time.Instant;

/**
 * Temporal's time-skipping test server with a start time, which its own main does not take:
 * PORT [--enable-time-skipping] [--initial-time RFC3339]. Ends with the process that started it.
 */
public class TestServerAt {
  public static void main(String[] args) throws Exception {
    ProcessHandle.current().parent().ifPresent(
        parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(0)));
    boolean lockTimeSkipping = true;
    long initialMillis = 0;
    for (int i = 1; i < args.length; i++) {
      if (args[i].equals("--enable-time-skipping")) lockTimeSkipping = false;
      else if (args[i].equals("--initial-time")) initialMillis = Instant.parse(args[++i]).toEpochMilli();
      else throw new IllegalArgumentException(args[i]);
    }
    TestServicesStarter services = new TestServicesStarter(lockTimeSkipping, initialMillis);
    ServerBuilder<?> builder =
        Grpc.newServerBuilderForPort(Integer.parseInt(args[0]), InsecureServerCredentials.create());
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
    Server server = builder.build().start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> { server.shutdownNow(); services.close(); }));
    server.awaitTermination();
  }
}
