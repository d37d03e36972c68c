# Reads the keys of R2, and nothing else: vault policy write r2-read examples/deploy/vault/r2-policy.hcl
path "secret/data/cloudflare/r2" {
  capabilities = ["read"]
}
