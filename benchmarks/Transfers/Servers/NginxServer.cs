using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace R2.TransferBenchmark.Servers;

/// <summary>
/// nginx that stores what is PUT into a folder in memory and serves it, with just enough of S3 to begin and end an upload in parts.
/// It checks nothing and signs nothing, so it shows what clients can do. Parts go to files of their own.
/// </summary>
internal sealed class NginxServer : IDisposable
{
    private const string Program = "/usr/sbin/nginx";

    private readonly string _folder;

    private NginxServer(string folder) => _folder = folder;

    public static bool IsInstalled => File.Exists(Program);

    public required S3Endpoint Http { get; init; }

    public required S3Endpoint Https { get; init; }

    public string Root => Path.Combine(_folder, "root");

    /// <param name="folder">Folder for everything; on a memory file system.</param>
    /// <param name="checksums">CRC32C in base64 that is told of objects, by key: clients then check what they read.</param>
    public static NginxServer Start(string folder, IReadOnlyDictionary<string, string> checksums)
    {
        (int http, int https) = (FreePort(), FreePort());
        Directory.CreateDirectory(Path.Combine(folder, "root", Job.Bucket));
        Directory.CreateDirectory(Path.Combine(folder, "body"));
        string certificate = WriteCertificate(folder);
        string config = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(config, Config(folder, http, https, checksums));
        using Process process = Process.Start(Program, ["-c", config, "-p", folder, "-e", Path.Combine(folder, "error.log")]);
        process.WaitForExit();
        return process.ExitCode == 0
            ? new NginxServer(folder)
            {
                Http = new S3Endpoint($"http://127.0.0.1:{http}", "benchmark", "benchmark-secret", null, HasSemantics: false),
                Https = new S3Endpoint($"https://127.0.0.1:{https}", "benchmark", "benchmark-secret", certificate, HasSemantics: false),
            }
            : throw new InvalidOperationException("nginx did not start.");
    }

    public void Dispose()
    {
        using Process process = Process.Start(Program, ["-c", Path.Combine(_folder, "nginx.conf"), "-p", _folder, "-e", Path.Combine(_folder, "error.log"), "-s", "quit"]);
        process.WaitForExit();
    }

    private static string Config(string folder, int http, int https, IReadOnlyDictionary<string, string> checksums) => $$"""
        worker_processes 2;
        pid {{folder}}/pid; error_log {{folder}}/error.log; {{(Environment.UserName == "root" ? "user root;" : "")}}
        events { worker_connections 1024; }
        http {
          access_log off; sendfile on; tcp_nodelay on; keepalive_requests 1000000; large_client_header_buffers 8 32k; default_type application/octet-stream;
          client_max_body_size 0; client_body_buffer_size 1m; client_body_temp_path {{folder}}/body;
          proxy_temp_path {{folder}}/body; fastcgi_temp_path {{folder}}/body; uwsgi_temp_path {{folder}}/body; scgi_temp_path {{folder}}/body;
          # An empty value would take the tag away that nginx itself gives to what it serves.
          map $request_method $etag { PUT '"stored"'; default $sent_http_etag; }
          map $request_method:$uri $crc32c { default ''; {{string.Concat(checksums.Select(static pair => $"'~^(GET|HEAD):/{Job.Bucket}/{pair.Key}$' '{pair.Value}'; "))}} }
          map $crc32c $crc32c_type { '' ''; default 'FULL_OBJECT'; }
          map $args $post {
            ~*uploads '<?xml version="1.0"?><InitiateMultipartUploadResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><UploadId>u</UploadId></InitiateMultipartUploadResult>';
            default '<?xml version="1.0"?><CompleteMultipartUploadResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Location>l</Location><ETag>"stored-1"</ETag></CompleteMultipartUploadResult>';
          }
          server {
            listen 127.0.0.1:{{http}} reuseport; listen 127.0.0.1:{{https}} ssl reuseport;
            ssl_certificate {{folder}}/tls.pem; ssl_certificate_key {{folder}}/tls.key; ssl_protocols TLSv1.2 TLSv1.3;
            root {{folder}}/root;
            location ~ ^/[^/]*/?$ { default_type application/xml; return 200 '<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><KeyCount>0</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated></ListBucketResult>'; }
            location / {
              if ($request_method = POST) { return 200 $post; }
              if ($arg_partNumber) { rewrite ^(.*)$ $1.part$arg_partNumber break; }
              dav_methods PUT DELETE; create_full_put_path on; dav_access user:rw group:rw all:rw;
              add_header ETag $etag always;
              add_header x-amz-checksum-crc32c $crc32c; add_header x-amz-checksum-type $crc32c_type;
            }
          }
        }
        """;

    private static string WriteCertificate(string folder)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        string file = Path.Combine(folder, "tls.pem");
        File.WriteAllText(file, certificate.ExportCertificatePem() + "\n");
        File.WriteAllText(Path.Combine(folder, "tls.key"), key.ExportPkcs8PrivateKeyPem() + "\n");
        return file;
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
