//! The words of what keeps a server from serving.

use super::forms;

forms! {
    Listen { address, cause }: "无法在 {address} 监听：{cause}：请检查该地址，以及是否有其他程序占用它", "cannot listen on {address}: {cause}: look at that address, and whether something else runs there";
    ServerFile { path, cause }: "文件 {path}：{cause}：请检查路径和权限", "the file {path}: {cause}: look at the path and its mode";
    NoPem { path, cause }: "{path} 不是可用的 PEM 文件：{cause}：请换成 PEM 格式", "{path} is no PEM that is of use here: {cause}: give it in PEM";
    NoPrivateKey { path, cause }: "证书 {path} 的私钥无法读取：{cause}：请换成 PEM 格式", "the private key of the certificate {path} does not read: {cause}: give it in PEM";
    NotIssued { cause }: "无法生成证书：{cause}：请检查要写进证书的主机名，以及数据文件夹中的 ca.pem 和 ca.key", "no certificate could be made: {cause}: look at the names that go into it, and at ca.pem and ca.key in the folder of data";
    NoUse { cause }: "证书和私钥无法使用：{cause}：请核对两者是否配套", "certificate and key are of no use: {cause}: see that they belong together";
}
